import { readFile } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { OutputFile, Plugin } from 'esbuild'
import { contentHash } from '../../content-hash.ts'

const SOURCE = join(import.meta.dirname, '../..')

/** The oldest browsers that the pages support; esbuild writes newer syntax in theirs, and fails where it cannot. */
export const BROWSERS = ['safari16.4', 'chrome109', 'firefox115']

/** Other sites load the SDK and the elements by name, browsers the worker: each keeps its address. */
export const SERVICE_WORKER = 'web/page/service-worker.js'
const SDK = 'client/index.js'
const ELEMENTS = 'client/element.js'
const SHARED_SDK = 'client/shared/index.js'
const SHARED_WORKER = 'client/shared/shared-worker.js'
/** Loaded by the SDK where no WebSocket comes through. */
const OTHER_WAYS = 'client/connection/ways/other-ways.js'
/** What only our own pages load: named by its content, so that browsers keep it for ever. */
const HASHED = ['web/page/main.ts', 'web/page/frame.ts', 'web/styles/page.css', 'web/styles/frame.css']
const COPIED = ['web/styles/icon.svg', 'web/styles/icon-192.png', 'web/styles/icon-512.png']

/** Files for browsers, by their path below `/assets/`. */
export interface Bundle {
  readonly files: ReadonlyMap<string, Buffer>
  /** The path of a file that a page names: `main.js` → `main-8F3A….js`. */
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
  const options = (path: string) => ({
    ...common,
    entryPoints: [path.replace(/\.js$/, '.ts')],
    outdir: '/',
    outbase: SOURCE,
  })
  const files = new Map<string, Buffer>()
  const names: Record<string, string> = {}
  const keep = ({ outputFiles }: { readonly outputFiles: readonly OutputFile[] }) => {
    for (const { path, contents } of outputFiles) {
      const file = relative('/', path)
      files.set(file, Buffer.from(contents))
      const name = basename(file).replace(/-[A-Z0-9]{8}(?=\.\w+$)/, '')
      if (name !== basename(file)) names[name] = file
    }
  }
  keep(await build({ ...options(OTHER_WAYS), entryNames: '[dir]/[name]-[hash]' }))
  const loadsOtherWays = (from: string) =>
    loadsFrom('load-other-ways.ts', 'loadOtherWays', `./${relative(from, names['other-ways.js'] as string)}`)
  const pages = { ...common, entryPoints: HASHED, outdir: '/', entryNames: '[name]-[hash]' }
  const built = await Promise.all([
    build({ ...options(SDK), plugins: [loadsOtherWays(dirname(SDK))] }),
    build({ ...pages, plugins: [loadsOtherWays('')] }),
    build(options(SERVICE_WORKER)),
  ])
  for (const each of built) keep(each)
  // Its own address: a page that uses both loads it once, and a server of another version gives the one that it has.
  const sdkFile = `./${basename(SDK)}?v=${contentHash(files.get(SDK) as Buffer)}`
  keep(await build({ ...options(ELEMENTS), plugins: [loadsFrom('load-sdk.ts', 'loadSdk', sdkFile)] }))
  for (const path of [SHARED_SDK, SHARED_WORKER]) keep(await build(options(path)))
  for (const path of COPIED) files.set(basename(path), await readFile(join(SOURCE, path)))
  return { files, names }
}

/**
 * Has a module that loads another one load it from this address. Browsers remember that a module did not come, as Chrome 153 does, so the
 * address is another one each time that it is tried again.
 */
function loadsFrom(module: string, name: string, address: string): Plugin {
  const again = `\${failures ? '${address.includes('?') ? '&' : '?'}again=' + failures : ''}`
  const contents = `let failures = 0
export function ${name}() {
  return import(new URL(\`${address}${again}\`, import.meta.url)).catch((error) => {
    failures += 1
    throw error
  })
}`
  return {
    name,
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`/${module}$`) }, () => ({ contents }))
    },
  }
}
