import { readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'

const SOURCE = join(import.meta.dirname, '../..')

/** The oldest browsers that the pages support; esbuild writes newer syntax in theirs, and fails where it cannot. */
export const BROWSERS = ['safari16.4', 'chrome109', 'firefox115']

/** Other sites load the SDK by name, browsers the worker: each keeps its address and comes in one file. */
export const SERVICE_WORKER = 'web/page/service-worker.js'
const STABLE = ['client/element.js', 'client/index.js', SERVICE_WORKER]
/** What only our own pages load: named by its content, so that browsers keep it for ever. */
const HASHED = ['web/page/main.ts', 'web/page/frame.ts', 'web/styles/page.css', 'web/styles/frame.css']
const COPIED = ['web/styles/icon.svg', 'web/styles/icon-192.png', 'web/styles/icon-512.png']

/** Files for browsers, by their path below `/assets/`. */
export interface Bundle {
  readonly files: ReadonlyMap<string, Buffer>
  /** The path of what a page names: `main.js` → `main-8F3A….js`. */
  readonly names: Readonly<Record<string, string>>
}

/** Bundles the modules and styles of `src`. esbuild is loaded here alone: most starts find the files built. */
export async function bundle(): Promise<Bundle> {
  const { build } = await import('esbuild')
  const common = {
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: BROWSERS,
    legalComments: 'none',
    absWorkingDir: SOURCE,
    logLevel: 'silent',
  } as const
  const [stable, hashed] = await Promise.all([
    build({ ...common, entryPoints: STABLE.map((path) => path.replace(/\.js$/, '.ts')), outdir: '/', outbase: SOURCE }),
    build({ ...common, entryPoints: HASHED, outdir: '/', entryNames: '[name]-[hash]' }),
  ])
  const files = new Map<string, Buffer>()
  const names: Record<string, string> = {}
  for (const { path, contents } of stable.outputFiles) files.set(relative('/', path), Buffer.from(contents))
  for (const { path, contents } of hashed.outputFiles) {
    const file = basename(path)
    files.set(file, Buffer.from(contents))
    names[file.replace(/-[A-Z0-9]+(?=\.\w+$)/, '')] = file
  }
  for (const path of COPIED) files.set(basename(path), await readFile(join(SOURCE, path)))
  return { files, names }
}
