import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, extname, join, posix, relative, sep } from 'node:path'
import { KeptModules } from './kept-modules.ts'

const SOURCE = join(import.meta.dirname, '..')

/** Folders whose files pages load by name. Of the rest of `src` only the modules that these import are served. */
const PUBLIC_FOLDERS = ['client', 'web/page', 'web/assets']
const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)\.js'/g

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
}

export interface Asset {
  readonly body: Buffer
  readonly contentType: string
  /** Strong, quoted. */
  readonly etag: string
}

/** All files that the server gives to browsers, read once and kept in memory. */
export interface AssetSet {
  /** By path below `/assets/`: `client/index.js`, `style.css`. */
  readonly files: ReadonlyMap<string, Asset>
  /** Changes when any of the files changes. */
  readonly version: string
}

/** Reads the public files of `src`. A TypeScript file becomes JavaScript under the same path, so relative imports hold. */
export async function readAssets(): Promise<AssetSet> {
  const files = new Map<string, Asset>()
  const modules = await KeptModules.open()
  const sources = new Set((await Promise.all(PUBLIC_FOLDERS.map(listFiles))).flat().sort())
  // One by one, for a process that may open few files. The loop also visits what it adds to the set.
  for (const path of sources) {
    const asset = await readAsset(path, modules)
    files.set(publicPath(path), asset)
    for (const imported of importsOf(path, asset)) sources.add(imported)
  }
  await modules.save()
  const version = createHash('sha256')
  for (const [path, { etag }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) version.update(`${path} ${etag}\n`)
  return { files, version: version.digest('hex').slice(0, 12) }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(SOURCE, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SOURCE, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
}

/** Paths below `src` of the modules that a module still imports once its types are gone. */
function importsOf(path: string, { body }: Asset): string[] {
  if (!path.endsWith('.ts')) return []
  return [...body.toString().matchAll(IMPORT)].map(([, specifier = '']) => `${posix.join(dirname(path), specifier)}.ts`)
}

function publicPath(path: string): string {
  return path.replace(/^web\/assets\//, '').replace(/\.ts$/, '.js')
}

async function readAsset(path: string, modules: KeptModules): Promise<Asset> {
  const source = await readFile(join(SOURCE, path))
  const body = path.endsWith('.ts') ? Buffer.from(modules.toBrowserModule(source.toString())) : source
  const contentType = CONTENT_TYPES[extname(publicPath(path))] ?? 'application/octet-stream'
  return { body, contentType, etag: etagOf(body) }
}

export function etagOf(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
}
