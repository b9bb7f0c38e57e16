import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDirectory, cached } from './cache.ts'

const run = promisify(execFile)

const MIRROR = 'http://deb.debian.org/debian'
/** What Debian signs its lists with. Each release of Debian has the keys of the next one, too. */
const KEYRINGS = ['gpg', 'pgp'].map((ending) => `/usr/share/keyrings/debian-archive-keyring.${ending}`)

export type DebianRelease = 'bookworm' | 'trixie'

export interface ReleasePackages {
  readonly root: string
  /** How a program of these packages is started: with their own C library, whatever this machine has. */
  commandOf(program: string): { readonly path: string; readonly args: readonly string[] }
}

/**
 * Downloads packages of a release of Debian that need not be the one of this machine, with all that they depend on, the C library
 * included, and unpacks them into a cache. Needs no root and installs nothing; some thirty seconds, once.
 */
export async function unpackDebianRelease(
  release: DebianRelease,
  names: readonly string[],
  cache: string = cacheDirectory(),
): Promise<ReleasePackages> {
  const name = `debian-${release}-${names.join('-')}`
  const root = join(await cached(name, (target) => download(release, names, target), cache), 'root')
  const folders = (await readdir(join(root, 'usr/lib'))).filter((entry) => entry.includes('-linux-'))
  const libraries = folders.map((entry) => join(root, 'usr/lib', entry))
  for (const entry of folders) if (existsSync(join(root, 'lib', entry))) libraries.push(join(root, 'lib', entry))
  return {
    root,
    commandOf: (program) => ({
      path: loaderIn(root, libraries),
      args: ['--library-path', libraries.join(':'), join(root, program)],
    }),
  }
}

function loaderIn(root: string, libraries: readonly string[]): string {
  const names = ['ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1']
  const found = libraries.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`${root} has no loader of programs`)
  return found
}

async function download(release: DebianRelease, names: readonly string[], directory: string): Promise<void> {
  const keyring = KEYRINGS.find((path) => existsSync(path))
  if (keyring === undefined) throw new Error(`no keys of Debian (${KEYRINGS[0]}): install debian-archive-keyring`)
  await mkdir(join(directory, 'lists/partial'), { recursive: true })
  await mkdir(join(directory, 'archives/partial'), { recursive: true })
  await writeFile(join(directory, 'sources.list'), `deb [signed-by=${keyring}] ${MIRROR} ${release} main\n`)
  // Nothing is installed, so that nothing is left out which this machine has in another version.
  await writeFile(join(directory, 'status'), '')
  const settings = {
    'Debug::NoLocking': '1',
    'APT::Sandbox::User': '',
    'Acquire::Retries': '1',
    'Acquire::http::Timeout': '15',
    'Dir::Cache': directory,
    'Dir::State::Lists': join(directory, 'lists'),
    'Dir::State::status': join(directory, 'status'),
    'Dir::Etc::sourcelist': join(directory, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const apt = (...args: string[]) => run('apt-get', ['-qq', ...options, ...args], { cwd: directory, timeout: 60_000 })
  await apt('update')
  const { stdout } = await apt('install', '--yes', '--no-install-recommends', '--print-uris', ...names)
  // Lines such as: 'http://…/valkey-server_8.1.1_amd64.deb' valkey-server_8.1.1_amd64.deb 59204 SHA256:…
  const packages = stdout.split('\n').flatMap((line) => /^'[^']+' ([^_\s]+)_\S+\.deb /.exec(line)?.[1] ?? [])
  if (packages.length === 0) throw new Error(`${release} offers no ${names.join(', ')}`)
  await apt('download', ...packages)
  for (const file of await readdir(directory)) {
    if (file.endsWith('.deb')) await run('dpkg', ['-x', file, 'root'], { cwd: directory })
  }
  for (const entry of await readdir(directory)) {
    if (entry !== 'root') await rm(join(directory, entry), { recursive: true })
  }
}
