import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ProgramSource } from './bundle-program.ts'
import { keep, PUBLISHED } from './kept-folder.ts'
import { stampOf } from './source-stamps.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Beside the code, because only those who may change the code may write it: it is what runs. */
const BUILT = join(ROOT, 'dist/program')

const ENTRY = 'main.mjs'
const SOURCE: ProgramSource = { root: ROOT, entry: 'src/program.ts' }

/**
 * The server made into a few files, as an earlier start left it; made now if it is missing or older than its sources. Some thousand modules
 * take twice the time to find, read and link.
 *
 * @param folder where it is kept; for tests
 * @returns the address of the module that is the program; undefined where it can neither be made nor kept
 */
export async function builtProgram(folder: string = BUILT): Promise<string | undefined> {
  const published = entryIn(folder, PUBLISHED)
  if (published) return published
  // A package of npm has neither sources nor a bundler.
  if (!import.meta.url.endsWith('.ts')) return undefined
  const key = await inputsKey()
  return entryIn(folder, key) ?? (await build(folder, key))
}

/** Makes the program for an image or a tarball: whoever starts it takes it as it is. @throws if it cannot be made */
export async function publishProgram(folder: string, source: ProgramSource = SOURCE): Promise<void> {
  await bundle(join(folder, PUBLISHED), source)
}

function entryIn(folder: string, key: string): string | undefined {
  const entry = join(folder, key, ENTRY)
  return existsSync(entry) ? pathToFileURL(entry).href : undefined
}

async function build(folder: string, key: string): Promise<string | undefined> {
  const write = (unfinished: string) => {
    process.stderr.write(
      `the first start after a change makes the program into a few files, in ${folder}; it takes some seconds\n`,
    )
    return bundle(unfinished, SOURCE)
  }
  await keep(folder, key, write, async () => entryIn(folder, key) !== undefined)
  return entryIn(folder, key)
}

async function bundle(out: string, source: ProgramSource): Promise<void> {
  // Loaded here alone: most starts find the program made.
  const { bundleProgram } = await import('./bundle-program.ts')
  await bundleProgram(source, out)
}

/** Another source, another package: another key. */
async function inputsKey(): Promise<string> {
  // npm writes it whenever it changes a package.
  const packages = await readFile(join(ROOT, 'node_modules/.package-lock.json'), 'utf8').catch(() => '')
  return stampOf(ROOT, ['src'], packages)
}
