import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const TSC = resolve('node_modules/typescript/bin/tsc')
const MANIFEST = '{ "name": "stranger", "private": true, "type": "module" }'

/** An empty folder of somebody else's, with what was packed and what else is asked for installed in it. */
export interface Stranger {
  readonly folder: string
  write(name: string, text: string): Promise<void>
  /** Compiles with our TypeScript. @throws what it complains of */
  compile(...args: readonly string[]): Promise<string>
  /** @returns what it printed, both streams; @throws if it fails, with the same in the message */
  run(program: string, ...args: readonly string[]): Promise<string>
  /** For a program that is started otherwise: what Node compiles of it stays in the folder, as no other run has these paths. */
  readonly env: { readonly NODE_COMPILE_CACHE: string }
  remove(): Promise<void>
}

/** A folder for what a test builds: tests that run at the same time must not empty each other's. The tarball has its place beside it. */
export async function buildFolder(): Promise<{ readonly folder: URL; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'touchline-build-'))
  return { folder: pathToFileURL(`${path}/package/`), remove: () => rm(path, { recursive: true, force: true }) }
}

/** The tarball of a built package, packed by npm when it is first asked for. */
export async function tarballOf(folder: URL): Promise<string> {
  const beside = fileURLToPath(new URL('..', folder))
  const packed = (await readdir(beside)).find((name) => name.endsWith('.tgz'))
  if (packed !== undefined) return join(beside, packed)
  const { stdout } = await execute('npm', ['pack', '--pack-destination', beside], { cwd: folder })
  return join(beside, stdout.trim())
}

/** The files that are in the tarball of a built package. */
export async function packedFiles(folder: URL): Promise<string[]> {
  return filesOf(await tarballOf(folder))
}

/** The files that are in the tarball of a package. */
export async function filesOf(tarball: string): Promise<string[]> {
  const { stdout } = await execute('tar', ['-tzf', tarball])
  return stdout
    .trim()
    .split('\n')
    .map((path) => path.replace(/^package\//, ''))
}

/** Installs the tarball of a built package, as `npm install` from the registry would. */
export async function installPacked(folder: URL, ...others: readonly string[]): Promise<Stranger> {
  return installTarball(await tarballOf(folder), others)
}

/** @param modules a `node_modules` to begin with; npm then does what is left to do */
export async function installTarball(tarball: string, others: readonly string[], modules?: string): Promise<Stranger> {
  const folder = await strangersFolder()
  // With their times, by which npm sees that nothing has changed.
  if (modules !== undefined) await execute('cp', ['-a', modules, folder])
  await installIn(folder, tarball, others)
  return strangerIn(folder)
}

/** An empty one. */
export async function strangersFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-stranger-'))
  await writeFile(join(folder, 'package.json'), MANIFEST)
  return folder
}

export async function installIn(folder: string, tarball: string, others: readonly string[]): Promise<void> {
  await writeFile(join(folder, 'package.json'), MANIFEST)
  await strangerIn(folder).run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...others)
}

export function strangerIn(folder: string): Stranger {
  const env = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const run = async (program: string, ...args: readonly string[]) => {
    const { stdout, stderr } = await execute(program, args, {
      cwd: folder,
      maxBuffer: 16 * 1024 * 1024,
      // npm is the same for all.
      ...(program !== 'npm' && { env: { ...process.env, ...env } }),
    }).catch((error) => {
      throw new Error(`${program} ${args.join(' ')} failed\n${error.stdout}${error.stderr}`)
    })
    return stdout + stderr
  }
  return {
    folder,
    env,
    write: (name, text) => writeFile(join(folder, name), text),
    // In one thread: more would each check what they share.
    compile: (...args) => run(process.execPath, TSC, '--singleThreaded', ...args),
    run,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
