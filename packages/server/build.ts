import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { publishPages } from '../../src/web/build/built-pages.ts'
import { readJson, root, writeManifest } from '../manifest.ts'
import { compile } from '../typescript.ts'

/** Only building needs them. */
const BUILD_TOOLS = ['esbuild']

/** What the server reads beside its code, and what whoever runs it configures load balancers, units and alarms with. */
const COPIED = ['migrations', 'fixtures', 'deploy', 'docs', 'LICENSE']

/** Makes the package `touchline` in a folder, emptied before: JavaScript of the server, its pages built, and its commands. */
export async function buildServer(out: URL): Promise<void> {
  await rm(out, { recursive: true, force: true })
  await mkdir(new URL('bin/', out), { recursive: true })
  await compile('server', new URL('src/', out))
  await nameCommands(new URL('src/', out))
  for (const path of COPIED) await cp(new URL(path, root), new URL(path, out), { recursive: true })
  await publishPages(fileURLToPath(new URL('dist/pages/', out)))
  await cp(new URL('packages/server/touchline.js', root), new URL('bin/touchline.js', out))
  await cp(new URL('packages/server/README.md', root), new URL('README.md', out))
  const { dependencies, optionalDependencies, engines } = await readJson(new URL('package.json', root))
  const needed = Object.entries(dependencies as object).filter(([name]) => !BUILD_TOOLS.includes(name))
  await writeManifest('server', out, { dependencies: Object.fromEntries(needed), optionalDependencies, engines })
}

/** In the repository a command is `npm run NAME -- …`; who has installed the package has no such script. */
async function nameCommands(out: URL): Promise<void> {
  const asScript = /\bnpm run (demo|replay|follow|feeds|matches|migrate|doctor|redis-acl|backup)( --)?(?![\w-])/g
  for await (const path of glob('**/*.js', { cwd: out })) {
    const file = new URL(path, out)
    const text = await readFile(file, 'utf8')
    const named = text.replace(asScript, 'npx touchline $1')
    if (named !== text) await writeFile(file, named)
  }
}
