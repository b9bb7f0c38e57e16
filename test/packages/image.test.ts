import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { buildForImage } from '../../packages/image/build.ts'
import { prune } from '../../packages/image/prune.ts'
import { spawnProgram } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const run = promisify(execFile)

/** An image has 200 MB at most. The C library, C++'s and the loader take six of them, in Debian 12. */
const MOST_MB = 200 - 6

const dockerfile = await readFile('Dockerfile', 'utf8')
const manifest = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, never> & {
  readonly dependencies: Readonly<Record<string, string>>
}

interface Entry {
  readonly dev?: boolean
  readonly optional?: boolean
  readonly devOptional?: boolean
  readonly link?: boolean
}

/** What `npm ci --omit=dev --omit=optional` installs: copied, so that no registry is asked. */
async function copyModules(directory: string): Promise<void> {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as { packages: Record<string, Entry> }
  const isNeeded = ({ dev, optional, devOptional, link }: Entry) => !(dev || optional || devOptional || link)
  const { '': _, ...installed } = packages
  await copy(
    Object.keys(installed).filter((path) => isNeeded(installed[path] as Entry)),
    directory,
  )
  // In the folder of a package that is needed may lie one that is not.
  for (const [path, entry] of Object.entries(installed)) {
    if (!isNeeded(entry)) await rm(join(directory, path), { recursive: true, force: true })
  }
}

/** By programs: one file after the other in this process would take it ten times the CPU. */
async function copy(paths: readonly string[], directory: string): Promise<void> {
  await run('sh', ['-c', 'tar -cf - "$@" | tar -xf - -C "$0"', directory, ...paths])
}

async function megabytes(path: string): Promise<number> {
  const { stdout } = await run('du', ['-sk', path])
  return (Number.parseInt(stdout, 10) * 1_024) / 1e6
}

it('what the image has is less than 200 MB, and runs: neither folder nor file was taken out that it needs', async () => {
  const directory = await temporaryDirectory()
  await copyModules(directory)
  await prune(join(directory, 'node_modules'))
  const copied = [...dockerfile.matchAll(/^COPY (?!--from|package\.json package-lock|packages)(.+) \.\/(?:\w*)$/gm)]
  const paths = copied.flatMap(([, names = '']) => names.split(' '))
  expect(paths).toEqual(expect.arrayContaining(['package.json', 'LICENSE', 'migrations', 'docs', 'src']))
  await copy([...new Set(paths)], directory)
  await buildForImage(join(directory, 'dist'))

  const imports = Object.keys(manifest.dependencies).map((name) => `await import(${JSON.stringify(name)})`)
  await writeFile(join(directory, 'imports.mjs'), imports.join('\n'))
  await run(process.execPath, ['imports.mjs'], { cwd: directory })

  const env = { DATA_DIR: await temporaryDirectory() }
  const { stderr } = await run(process.execPath, ['bin/touchline.js', 'feeds', 'list'], { cwd: directory, env })
  expect(stderr).toContain('no keys yet; make one with: touchline feeds create NAME')

  const cache = join(directory, 'node_modules/.cache/touchline')
  const server = await spawnProgram(join(directory, 'src/main.ts'), { NODE_COMPILE_CACHE: cache })
  for (const path of ['/', '/docs', '/docs/runbook.md', '/openapi.json', '/asyncapi.json', '/v1/sports', '/metrics']) {
    expect({ path, status: (await server.call('GET', path)).status }).toEqual({ path, status: 200 })
  }
  await server.process.stop()

  // The image's Node is this very program, of the same version.
  const nodeMb = (await stat(process.execPath)).size / 1e6
  const oursMb = await megabytes(directory)
  expect(nodeMb + oursMb).toBeLessThan(MOST_MB)
  expect(oursMb).toBeLessThan(65)
})

it('prune leaves licences, and what lies deeper than the folders that only developers need', async () => {
  const modules = await temporaryDirectory()
  const files = {
    'a/LICENSE.md': true,
    'a/NOTICE': true,
    'a/index.js': true,
    'a/lib/docs/page.js': true,
    'a/lib/test.js': true,
    'a/test/index.js': false,
    'a/README.md': false,
    'a/index.js.map': false,
    'a/index.d.cts': false,
    '@scope/b/index.mjs': true,
    '@scope/b/index.mjs.map': false,
    '@scope/b/docs/index.html': false,
    'a/node_modules/c/bench/run.js': false,
    'a/node_modules/c/main.cjs': true,
  }
  for (const path of Object.keys(files)) {
    await mkdir(join(modules, path, '..'), { recursive: true })
    await writeFile(join(modules, path), '')
  }
  await prune(modules)
  const isThere = (path: string) => stat(join(modules, path)).then(Boolean, () => false)
  const kept = await Promise.all(Object.keys(files).map(async (path) => [path, await isThere(path)] as const))
  expect(Object.fromEntries(kept)).toEqual(files)
})

it('the image says what it is, and its version', () => {
  const label = (name: string) => new RegExp(`org\\.opencontainers\\.image\\.${name}="([^"]*)"`).exec(dockerfile)?.[1]
  expect(['version', 'description', 'licenses'].map(label)).toEqual([
    manifest['version'],
    manifest['description'],
    manifest['license'],
  ])
})
