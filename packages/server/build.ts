import { cp, mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { publishPages } from '../../src/web/build/built-pages.ts'
import { readJson, root, writeManifest } from '../manifest.ts'
import { compile } from '../typescript.ts'

/** Only building needs them. */
const BUILD_TOOLS = ['esbuild']

/** What the server reads beside its code, and what whoever runs it configures load balancers, units and alarms with. */
const COPIED = ['bin', 'migrations', 'fixtures', 'deploy', 'docs', 'LICENSE']

/** Makes the package `touchline` in a folder, emptied before: JavaScript of the server, its pages built, and its commands. */
export async function buildServer(out: URL): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  await compile('server', new URL('src/', out))
  for (const path of COPIED) await cp(new URL(path, root), new URL(path, out), { recursive: true })
  await publishPages(fileURLToPath(new URL('dist/pages/', out)))
  await cp(new URL('packages/server/README.md', root), new URL('README.md', out))
  const { dependencies, optionalDependencies, engines } = await readJson(new URL('package.json', root))
  const needed = Object.entries(dependencies as object).filter(([name]) => !BUILD_TOOLS.includes(name))
  await writeManifest('server', out, { dependencies: Object.fromEntries(needed), optionalDependencies, engines })
}
