import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What packages bring for those who develop with them. Licences and all that could run stay. */
const FOLDERS = new Set([
  'test',
  'tests',
  '__tests__',
  'docs',
  'doc',
  'benchmark',
  'benchmarks',
  'bench',
  'example',
  'examples',
])
const FILES = /\.(?:map|d\.[cm]?ts|md|markdown|tsbuildinfo)$|^(?:\..*|tsconfig.*\.json)$/i
const LICENCE = /^(?:licen[cs]e|notice|copying)/i

/** Takes out of a `node_modules` what nothing needs that runs. */
export async function prune(modules: string): Promise<void> {
  for (const entry of await readdir(modules, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name === '.bin') continue
    const path = join(modules, entry.name)
    if (entry.name.startsWith('@')) await prune(path)
    else await prunePackage(path)
  }
}

async function prunePackage(directory: string): Promise<void> {
  // Below the top a folder of such a name may be a part of the program.
  for (const name of await readdir(directory)) {
    if (FOLDERS.has(name)) await rm(join(directory, name), { recursive: true })
  }
  await pruneFiles(directory)
}

async function pruneFiles(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.name === 'node_modules') await prune(path)
    else if (entry.isDirectory()) await pruneFiles(path)
    else if (FILES.test(entry.name) && !LICENCE.test(entry.name)) await rm(path)
  }
}

if (import.meta.main) await prune(process.argv[2] ?? 'node_modules')
