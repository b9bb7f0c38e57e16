import { execFile } from 'node:child_process'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { cacheDirectory, cached } from './cache.ts'

const run = promisify(execFile)

export interface UnpackedPackage {
  /** The folder with `usr/bin` and all other files of the package and of its dependencies. */
  readonly root: string
  readonly env: { LD_LIBRARY_PATH: string }
}

/**
 * Downloads a package of Debian or Ubuntu with those dependencies that this machine lacks, and unpacks them into a cache.
 * Needs no root and installs nothing; a few seconds, once.
 */
export async function unpackDebianPackage(name: string, cache: string = cacheDirectory()): Promise<UnpackedPackage> {
  const directory = await cached(`debian-${name}`, (target) => download(name, target), cache)
  const root = join(directory, 'root')
  const libraries: string[] = []
  for (const folder of ['usr/lib', 'lib']) {
    const entries = await readdir(join(root, folder)).catch(() => [])
    // The loader needs the folders of the architecture, such as usr/lib/x86_64-linux-gnu.
    for (const entry of entries) if (entry.includes('-linux-')) libraries.push(join(root, folder, entry))
  }
  return { root, env: { LD_LIBRARY_PATH: libraries.join(':') } }
}

async function download(name: string, directory: string): Promise<void> {
  const lists = join(directory, 'lists')
  await mkdir(join(lists, 'partial'), { recursive: true })
  await mkdir(join(directory, 'archives/partial'), { recursive: true })
  const userOptions = ['-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User=', '-o', `Dir::Cache=${directory}`]
  const ownLists = ['-o', `Dir::State::Lists=${lists}`]
  const apt = (args: string[]) => run('apt-get', ['-qq', ...userOptions, ...args], { cwd: directory, timeout: 180_000 })

  try {
    await downloadClosure(apt, name)
  } catch {
    // The machine's own package lists are absent (container images drop them) or older than the mirror.
    await apt([...ownLists, 'update'])
    await downloadClosure((args) => apt([...ownLists, ...args]), name)
  }
  for (const file of await readdir(directory)) {
    if (file.endsWith('.deb')) await run('dpkg', ['-x', file, 'root'], { cwd: directory })
  }
  for (const entry of await readdir(directory)) {
    if (entry !== 'root') await rm(join(directory, entry), { recursive: true })
  }
}

async function downloadClosure(apt: (args: string[]) => Promise<{ stdout: string }>, name: string): Promise<void> {
  const { stdout } = await apt(['install', '--yes', '--no-install-recommends', '--print-uris', name])
  // Lines such as: 'http://…/redis-tools_7.0.15-1_amd64.deb' redis-tools_5%3a7.0.15-1_amd64.deb 989408 SHA256:…
  const files = stdout.split('\n').flatMap((line) => /^'[^']+' (\S+\.deb) /.exec(line)?.[1] ?? [])
  const packages = files.map((file) => basename(file).split('_', 1)[0] ?? file)
  if (packages.length === 0) throw new Error(`apt-get offers no ${name}`)
  await apt(['download', ...packages])
}
