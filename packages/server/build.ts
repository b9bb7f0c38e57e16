import { execFile } from 'node:child_process'
import { cp, mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publishPages } from '../../src/web/build/built-pages.ts'
import { readJson, root, writeManifest } from '../manifest.ts'

const run = promisify(execFile)
const TSC = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))

/** Only building needs them. */
const BUILD_TOOLS = ['esbuild']

/** Folders and files that the server reads beside its code. */
const COPIED = ['migrations', 'fixtures', 'LICENSE']

/** Makes the package `touchline` in a folder, emptied before: JavaScript of the server, its pages built, and its commands. */
export async function buildServer(out: URL): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(new URL('bin/', out), { recursive: true })
  const to = (path: string) => fileURLToPath(new URL(path, out))
  await run(process.execPath, [TSC, '-p', 'packages/server', '--outDir', to('src/')], { cwd: root })
  for (const path of COPIED) await cp(new URL(path, root), new URL(path, out), { recursive: true })
  await publishPages(to('dist/pages/'))
  await cp(new URL('packages/server/touchline.js', root), new URL('bin/touchline.js', out))
  await cp(new URL('packages/server/README.md', root), new URL('README.md', out))
  const { dependencies, optionalDependencies, engines } = await readJson(new URL('package.json', root))
  const needed = Object.entries(dependencies as object).filter(([name]) => !BUILD_TOOLS.includes(name))
  await writeManifest('server', out, { dependencies: Object.fromEntries(needed), optionalDependencies, engines })
}
