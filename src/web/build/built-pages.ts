import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { type Asset, contentTypeOf, etagOf, hashOf, toAsset } from './asset.ts'
import { bundle } from './bundle.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** Beside the code, because only those who may change the code may write it: its files are sent to browsers. */
const BUILT = join(ROOT, 'dist/pages')

/** What a published package has in place of a key. */
const PUBLISHED = 'published'

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
  const folders = INPUTS.map((folder) => join(ROOT, 'src', folder))
  const sources = (await Promise.all(folders.map(listFiles))).flat().sort()
  const lines: string[] = []
  // One by one, for a process that may open few files.
  for (const path of sources) lines.push(`${relative(ROOT, path)} ${hashOf(await readFile(path))}`)
  for (const tool of TOOLS) lines.push(`${tool} ${await readFile(join(ROOT, 'node_modules', tool, 'package.json'))}`)
  return hashOf(lines.join('\n'))
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

/** Writes all of it or nothing, because other processes may start at the same time; what is older goes. */
async function write(folder: string, key: string, { files, names }: BuiltPages): Promise<void> {
  const unfinished = join(folder, `unfinished-${randomBytes(6).toString('hex')}`)
  try {
    // One level at a time: Node's `recursive` never ends where the file system has no folders, as below /proc.
    for (const each of [dirname(folder), folder]) await mkdir(each).catch(() => {})
    await mkdir(unfinished)
    for (const [path, { body, brotli, gzip }] of files) {
      const file = join(unfinished, 'assets', path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, body)
      if (brotli) await writeFile(`${file}.br`, brotli)
      if (gzip) await writeFile(`${file}.gz`, gzip)
    }
    await writeFile(join(unfinished, 'names.json'), JSON.stringify(names))
    // What has that name and cannot be read is damaged.
    if (!(await read(join(folder, key)))) await rm(join(folder, key), { recursive: true, force: true })
    await rename(unfinished, join(folder, key))
    for (const other of await readdir(folder)) {
      if (other !== key && !other.startsWith('unfinished-')) await rm(join(folder, other), { recursive: true })
    }
  } catch {
    // The file system is read-only or full, or another process was quicker: what is in memory is as good.
    await rm(unfinished, { recursive: true, force: true }).catch(() => {})
  }
}
