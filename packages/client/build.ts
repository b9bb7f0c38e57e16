import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { root, writeManifest } from '../manifest.ts'
import { compile } from '../typescript.ts'

/** The entries of the package, by the names that its `exports` have. */
const ENTRIES = {
  index: 'src/client/index.ts',
  element: 'src/client/element.ts',
  feed: 'src/feed-client/index.ts',
  react: 'src/client/react/index.ts',
  shared: 'src/client/shared/index.ts',
}

/**
 * Makes `@touchline/client` in a folder, emptied before: ES modules for browsers and Node, with types and nothing to install. What two
 * entries share is in a module of its own, so that a page which imports both loads it once.
 */
export async function buildClient(out: URL): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const common: BuildOptions = {
    absWorkingDir: fileURLToPath(root),
    outdir: fileURLToPath(out),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    external: ['react'],
    target: ['es2022', 'safari16.4', 'chrome109', 'firefox115'],
  }
  await build({ ...common, entryPoints: ENTRIES, splitting: true, chunkNames: 'shared/[hash]' })
  // In one file: bundlers of workers know no modules that are loaded later.
  await build({ ...common, entryPoints: { 'shared-worker': 'src/client/shared/shared-worker.ts' } })
  await emitTypes(out)
  await writeManifest('client', out)
  await cp(new URL('packages/client/README.md', root), new URL('README.md', out))
  await cp(new URL('LICENSE', root), new URL('LICENSE', out))
}

/** TypeScript leaves `.ts` in what declarations import; a package has only `.js` to name. */
async function emitTypes(out: URL): Promise<void> {
  await compile('client', new URL('types/', out))
  // Written by hand: the frameworks need not be installed here.
  await cp(new URL('packages/client/frameworks/', root), new URL('types/frameworks/', out), { recursive: true })
  for await (const path of glob('**/*.d.ts', { cwd: out })) {
    const file = new URL(path, out)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/((?:from|import\()\s*'\.{1,2}\/[^']+)\.ts'/g, "$1.js'"))
  }
}
