import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { spawnServer } from '../support/start-server.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

/** Tells at the end which packages were loaded, whether Node's stripper of types was, and how much room V8 has for young objects. */
const tell = `
  import { createRequire } from 'node:module'
  import { getHeapSpaceStatistics } from 'node:v8'
  process.on('exit', () => {
    const paths = Object.keys(createRequire('/')('node:module')._cache)
    const packages = new Set(paths.map((path) => path.split('/node_modules/').at(-1).split('/')[0]))
    const isStripping = process.moduleLoadList.some((name) => name.includes('amaro'))
    const { space_size: youngBytes } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    process.stderr.write('loaded ' + JSON.stringify({ isStripping, youngBytes, packages: [...packages] }) + ' end')
  })`

async function start(cache: string): Promise<{ isStripping: boolean; youngBytes: number; packages: string[] }> {
  const NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(tell)}`
  const server = await spawnServer({ NODE_OPTIONS, NODE_COMPILE_CACHE: cache })
  await server.process.stop()
  await expect.poll(() => server.process.output()).toMatch(/ end$/)
  return JSON.parse(/loaded (.*) end$/.exec(server.process.output())?.[1] ?? '')
}

it('an embedded server loads no client of Redis and no compiler of JSON Schema, strips no types from the second start on, and keeps no memory that only its start needed', async () => {
  const cache = await temporaryDirectory()
  const first = await start(cache)
  expect(first.isStripping).toBe(true)
  expect(first.packages).toContain('fastify')
  for (const name of ['ioredis', 'ajv']) expect(first.packages).not.toContain(name)

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
