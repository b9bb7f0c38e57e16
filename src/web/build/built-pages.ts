import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { keep, PUBLISHED } from '../../built/kept-folder.ts'
import { stampOf } from '../../built/source-stamps.ts'
import { type Asset, contentTypeOf, etagOf, toAsset } from './asset.ts'
import { bundle } from './bundle.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** Beside the code, because only those who may change the code may write it: its files are sent to browsers. */
const BUILT = join(ROOT, 'dist/pages')

/** Folders of `src` whose files may end up in the bundle. */
const INPUTS = ['client', 'match', 'protocol', 'sports', 'web']
/** They change what is built, too. */
const TOOLS = ['esbuild', 'preact']

/** All files that the server gives to browsers, in memory. */
export interface BuiltPages {
  /** By path below `/assets/`. */
  readonly files: ReadonlyMap<string, Asset>
  /** The path of a file that a page names: `main.js`, `page.css`. */
  readonly names: Readonly<Record<string, string>>
  /** How long the build took; undefined if everything was there. */
  readonly builtMs?: number
}

/**
 * The files for browsers as an earlier start, or `npm run build`, left them; built now if they are missing or older than their
 * sources. Where nothing can be written, each start builds them again.
 *
 * @param folder where they are kept; for tests
 */
export async function builtPages(folder: string = BUILT): Promise<BuiltPages> {
  const published = await read(join(folder, PUBLISHED))
  if (published) return published
  const key = await inputsKey()
  const kept = await read(join(folder, key))
  if (kept) return kept
  const startedAt = performance.now()
  const { files, names } = await bundle()
  const assets = await Promise.all(
    [...files].map(async ([path, body]): Promise<[string, Asset]> => [path, await toAsset(path, body)]),
  )
  const pages = { files: new Map(assets), names }
  await write(folder, key, pages)
  return { ...pages, builtMs: Math.round(performance.now() - startedAt) }
}

/** Builds the files into a folder that a package is made of: whoever installs it has neither sources nor a bundler. */
export async function publishPages(folder: string): Promise<void> {
  const { files, names } = await builtPages()
  await mkdir(folder, { recursive: true })
  await write(folder, PUBLISHED, { files, names })
}

/** Another source, another bundler: another key. */
async function inputsKey(): Promise<string> {
  const tools = TOOLS.map((tool) => readFile(join(ROOT, 'node_modules', tool, 'package.json'), 'utf8'))
  return stampOf(join(ROOT, 'src'), INPUTS, (await Promise.all(tools)).join('\n'))
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function read(folder: string): Promise<BuiltPages | undefined> {
  try {
    const names = JSON.parse(await readFile(join(folder, 'names.json'), 'utf8')) as BuiltPages['names']
    const files = new Map<string, Asset>()
    for (const path of (await listFiles(join(folder, 'assets'))).sort()) {
      if (/\.(?:br|gz)$/.test(path)) continue
      const body = await readFile(path)
      const [brotli, gzip] = [await readIfThere(`${path}.br`), await readIfThere(`${path}.gz`)]
      files.set(relative(join(folder, 'assets'), path), {
        body,
        contentType: contentTypeOf(path),
        etag: etagOf(body),
        ...(brotli && { brotli }),
        ...(gzip && { gzip }),
      })
    }
    return { files, names }
  } catch {
    return undefined // not there yet, or not readable
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(() => undefined)
}

async function write(folder: string, key: string, { files, names }: BuiltPages): Promise<void> {
  await keep(
    folder,
    key,
    async (unfinished) => {
      for (const [path, { body, brotli, gzip }] of files) {
        const file = join(unfinished, 'assets', path)
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, body)
        if (brotli) await writeFile(`${file}.br`, brotli)
        if (gzip) await writeFile(`${file}.gz`, gzip)
      }
      await writeFile(join(unfinished, 'names.json'), JSON.stringify(names))
    },
    async (kept) => (await read(kept)) !== undefined,
  )
}
