import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../support/start-server.ts'
import { builtClient } from '../built-client.ts'
import { installPacked, type Stranger } from '../packed.ts'
import { node, platform, runtime } from '../runtime.ts'

const [BUN, DENO] = ['1.4.5', '2.9.6']
let stranger: Stranger
let server: TestServer

beforeAll(async () => {
  stranger = await installPacked(await builtClient(), 'ws@8')
  await stranger.write('app.js', await readFile(new URL('runtime-app.js', import.meta.url), 'utf8'))
  server = await startTestServer()
  await server.call('PUT', '/v1/matches/m1', { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } })
})
afterAll(async () => {
  await server?.close()
  await stranger?.remove()
})

describe('@touchline/client follows a match', () => {
  it.each<[string, () => Promise<string>, readonly string[], readonly string[]]>([
    ['Node 20, with the WebSocket of ws', node('20'), [], ['with ws']],
    ['Node 22', node('22'), [], []],
    ['Node 24', async () => process.execPath, [], []],
    [
      'Bun',
      () => runtime(`@oven/bun-${process.arch === 'arm64' ? 'linux-aarch64' : platform}`, BUN, 'bin/bun'),
      [],
      [],
    ],
    ['Deno', () => runtime(`@deno/${platform}-glibc`, DENO, 'deno'), ['run', '--allow-all', '--no-lock'], []],
  ])('in %s', async (_, program, before, after) => {
    const said = await stranger.run(await program(), ...before, 'app.js', server.url, ...after)
    expect(said).toMatch(/snapshot \d+-0\nupdate \d+-0 live true\n/)
  })

  it('says what to do in a Node that has no WebSocket', async () => {
    const program = await node('20')()
    const said = await stranger.run(program, 'app.js', server.url).catch(({ message }: Error) => message)
    expect(said).toMatch(/no WebSocket.*npm install ws.*createClient\(\{.*WebSocket.*\}\)/s)
  })
})
