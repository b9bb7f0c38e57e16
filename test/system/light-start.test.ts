import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { spawnServer } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** Tells at the end which files were loaded, whether Node's stripper of types was, and how much room V8 has for young objects. */
const tell = `
  import { registerHooks } from 'node:module'
  import { getHeapSpaceStatistics } from 'node:v8'
  const urls = []
  registerHooks({ load(url, context, next) { urls.push(url); return next(url, context) } })
  process.on('exit', () => {
    const isStripping = process.moduleLoadList.some((name) => name.includes('amaro'))
    const { space_size: youngBytes } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    process.stderr.write('loaded ' + JSON.stringify({ isStripping, youngBytes, urls }) + ' end')
  })`

interface Started {
  readonly isStripping: boolean
  readonly youngBytes: number
  /** Files of ours and of packages that Node loaded. */
  readonly files: readonly string[]
  /** Packages whose code is in one of them. */
  readonly packages: ReadonlySet<string>
}

async function start(cache: string): Promise<Started> {
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(tell)}`
  const server = await spawnServer({ NODE_OPTIONS, NODE_COMPILE_CACHE: cache })
  await server.process.stop()
  await expect.poll(() => server.process.output()).toMatch(/ end$/)
  const { urls, ...told } = JSON.parse(/loaded (.*) end$/.exec(server.process.output())?.[1] ?? '')
  const files: string[] = urls.filter((url: string) => url.startsWith('file:')).map(fileURLToPath)
  const program = files.find((file) => file.endsWith('/main.mjs')) as string
  const inputs = JSON.parse(await readFile(join(dirname(program), 'inputs.json'), 'utf8'))
  const modules: string[] = files.flatMap((file) => inputs[basename(file)] ?? [file])
  const packages = new Set(modules.flatMap((path) => /node_modules\/([^/]*)/.exec(path)?.[1] ?? []))
  return { ...told, files, packages }
}

it('an embedded server is a few files, loads no client of Redis and no compiler of JSON Schema, strips no types from the second start on, and keeps no memory that only its start needed', async () => {
  const cache = await temporaryDirectory()
  const first = await start(cache)
  expect(first.isStripping).toBe(true)
  expect(first.files.length).toBeLessThan(30)
  expect([...first.packages]).toContain('fastify')
  for (const name of ['ioredis', 'pg', 'jose', 'ajv']) expect([...first.packages]).not.toContain(name)

  const second = await start(cache)
  expect(second.isStripping).toBe(false)
  // 32 MiB, if what the start took is not given back; 4 then.
  expect(second.youngBytes).toBeLessThan(16 * 2 ** 20)
}, 180_000)

it('npm start and the image keep what Node compiles in the same folder, and start with the same flags', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> }
  const [, folder, flags] = /^NODE_COMPILE_CACHE=(\S+) exec node (.*) src\/main\.ts$/.exec(scripts['start'] ?? '') ?? []
  const dockerfile = await readFile('Dockerfile', 'utf8')
  expect(dockerfile).toContain(`ENV NODE_COMPILE_CACHE=/app/${folder}\n`)
  const command = ['node', ...(flags ?? '').split(' '), 'src/main.ts']
  expect(dockerfile).toContain(`CMD [${command.map((word) => JSON.stringify(word)).join(', ')}]`)
})
