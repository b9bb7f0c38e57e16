import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publishProgram } from '../../src/built/built-program.ts'
import { readJson, root } from '../manifest.ts'
import { changelogSection } from './changelog-section.ts'
import { type Lock, productionLock } from './production-lock.ts'

const execute = promisify(execFile)
const MAX_OUTPUT_BYTES = 64 * 2 ** 20

export interface Built {
  readonly server: URL
  /** Packages for npm beside the server. */
  readonly others: readonly URL[]
}

/**
 * Makes what a release consists of, in a folder that is emptied before: the packages, the server with all that it needs in one
 * tarball, its bill of materials, what has changed, and checksums of all of these.
 *
 * @returns the names of the files
 */
export async function makeRelease(built: Built, out: URL): Promise<string[]> {
  const folder = fileURLToPath(out)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const version = String((await readJson(new URL('package.json', root)))['version'])
  for (const each of [built.server, ...built.others]) {
    await letAllRead(fileURLToPath(each))
    await run('npm', ['pack', '--silent', '--pack-destination', folder], fileURLToPath(each))
  }
  await packServer(built.server, folder, `touchline-server-${version}`)
  const changelog = await readFile(new URL('CHANGELOG.md', root), 'utf8')
  await writeFile(join(folder, `CHANGELOG-${version}.md`), changelogSection(changelog, version))
  return [...(await writeChecksums(folder)), 'SHA256SUMS']
}

/** The package with its dependencies, as the lock file has them: it needs Node, and neither npm nor a network. */
async function packServer(server: URL, folder: string, name: string): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), 'touchline-release-'))
  try {
    const place = join(parent, name)
    await cp(server, place, { recursive: true })
    const manifest = await readJson(new URL('package.json', server))
    const lock = (await readJson(new URL('package-lock.json', root))) as unknown as Lock
    await writeFile(join(place, 'package-lock.json'), `${JSON.stringify(productionLock(lock, manifest), null, 2)}\n`)
    // The optional one is a Node for hosts with an older one: 100 MB that who unpacks a tarball need not have.
    const quiet = ['--omit=optional', '--ignore-scripts', '--no-audit', '--no-fund']
    await run('npm', ['ci', ...quiet, '--prefer-offline', '--silent'], place)
    await writeFile(join(folder, `${name}.cdx.json`), await billOfMaterials(place, manifest))
    // Of its own files, so that what they say of their places holds in the folder that it is unpacked to.
    await publishProgram(join(place, 'dist/program'), { root: place, entry: 'src/program.js' })
    await letAllRead(place)
    await run('tar', [...(await sameBytes(parent)), '-czf', join(folder, `${name}.tar.gz`), '-C', parent, name], parent)
  } finally {
    await rm(parent, { recursive: true, force: true })
  }
}

/** Otherwise the umask of who makes a release would be in it: with 077 the user of a service could read nothing of what root unpacked. */
async function letAllRead(folder: string): Promise<void> {
  await run('chmod', ['-R', 'u=rwX,go=rX', folder], folder)
}

/** Options with which a tarball of the same files has the same bytes, whoever makes it and when. Only GNU's has them. */
async function sameBytes(cwd: string): Promise<readonly string[]> {
  const isGnu = (await run('tar', ['--version'], cwd)).includes('GNU')
  // The time is that of files in tarballs of npm.
  return isGnu ? ['--sort=name', '--mtime=1985-10-26T08:15:00Z', '--owner=0', '--group=0', '--numeric-owner'] : []
}

/** The bill of materials of the tarball, in CycloneDX. */
async function billOfMaterials(place: string, manifest: Readonly<Record<string, unknown>>): Promise<string> {
  const kind = ['--package-lock-only', '--omit=optional', '--sbom-format=cyclonedx', '--sbom-type=application']
  const bill = JSON.parse(await run('npm', ['sbom', ...kind], place))
  // npm names it after the folder.
  bill.metadata.component.name = manifest['name']
  // Both are others each time.
  delete bill.serialNumber
  delete bill.metadata.timestamp
  return `${JSON.stringify(bill, null, 2)}\n`
}

/** As `sha256sum -c` reads them. @returns the files */
async function writeChecksums(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).toSorted()
  const lines = await Promise.all(
    files.map(async (file) => {
      const sum = createHash('sha256').update(await readFile(join(folder, file)))
      return `${sum.digest('hex')}  ${file}\n`
    }),
  )
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''))
  return files
}

async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout } = await execute(program, args, { cwd, maxBuffer: MAX_OUTPUT_BYTES })
  return stdout
}
