import { execFile } from 'node:child_process'
import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { root, writeManifest } from '../manifest.ts'

const run = promisify(execFile)
const out = new URL('dist/client/', root)

/** The entries of the package, by the names that its `exports` have. */
const ENTRIES = { index: 'src/client/index.ts', element: 'src/client/element.ts' }

/**
 * Makes `@touchline/client` in `dist/client`: ES modules for browsers and Node, with types and nothing to install. What two
 * entries share is in a module of its own, so that a page which imports both loads it once.
 */
export async function buildClient(): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  await build({
    absWorkingDir: fileURLToPath(root),
    entryPoints: ENTRIES,
    outdir: fileURLToPath(out),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'safari16.4', 'chrome109', 'firefox115'],
    chunkNames: 'shared/[hash]',
  })
  await emitTypes()
  await writeManifest('client', out)
  await cp(new URL('packages/client/README.md', root), new URL('README.md', out))
  await cp(new URL('LICENSE', root), new URL('LICENSE', out))
}

/** TypeScript leaves `.ts` in what declarations import; a package has only `.js` to name. */
async function emitTypes(): Promise<void> {
  await run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'packages/client'], { cwd: root })
  for await (const path of glob('**/*.d.ts', { cwd: out })) {
    const file = new URL(path, out)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace(/((?:from|import\()\s*'\.{1,2}\/[^']+)\.ts'/g, "$1.js'"))
  }
}
