import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer, uniqueMatch } from '../../support/start-server.ts'
import { clientsStranger } from '../built-client.ts'
import type { Stranger } from '../packed.ts'
import { node, platform, runtime } from '../runtime.ts'

const [BUN, DENO] = ['1.4.5', '2.9.6']
let stranger: Stranger
let server: TestServer

beforeAll(async () => {
  stranger = await clientsStranger()
  await stranger.write('app.js', await readFile(new URL('feed-app.js', import.meta.url), 'utf8'))
  server = await startTestServer()
})
afterAll(async () => {
  await server?.close()
  await stranger?.remove()
})

async function expectDerby(server: TestServer, match: string): Promise<void> {
  const { state } = (await server.call('GET', `/v1/matches/${match}`)).body
  expect(state).toMatchObject({ status: 'ended', score: { home: 1, away: 0 } })
  expect(state.detail.scorers).toMatchObject([{ id: 'goal-1', player: 'Eve' }])
}

describe('@touchline/client/feed', () => {
  it('does what docs/quickstart-feed.md says, and prints what stands there', async () => {
    // Its own, because the page says the id of its match.
    const server = await startTestServer()
    const page = await readFile(new URL('../../../docs/quickstart-feed.md', import.meta.url), 'utf8')
    const [, program = '', printed] = /^```ts\n(.*?)^```\n```text\n(.*?)^```$/ms.exec(page) ?? []
    await stranger.write('quickstart.ts', program.replace('http://localhost:8080', server.url))
    const said = await stranger.run(process.execPath, 'quickstart.ts')
    expect(said).toBe(printed)
    await expectDerby(server, 'derby-2')
  })

  it.each<[string, () => Promise<string>, readonly string[], string]>([
    ['Node 20, by requests', node('20'), [], 'http'],
    ['Node 20, with the WebSocket of ws', node('20'), [], 'ws'],
    ['Node 24, over one WebSocket', async () => process.execPath, [], 'socket'],
    [
      'Bun, over one WebSocket',
      () => runtime(`@oven/bun-${process.arch === 'arm64' ? 'linux-aarch64' : platform}`, BUN, 'bin/bun'),
      [],
      'socket',
    ],
    [
      'Deno, over one WebSocket',
      () => runtime(`@deno/${platform}-glibc`, DENO, 'deno'),
      ['run', '--allow-all', '--no-lock'],
      'socket',
    ],
  ])('sends a match in %s', async (name, program, before, via) => {
    const match = uniqueMatch(name.replaceAll(/\W+/g, '-'))
    const said = await stranger.run(await program(), ...before, 'app.js', server.url, match, via)
    expect(said).toBe('applied applied applied applied applied applied duplicate\nRefused invalid-request\n')
    await expectDerby(server, match)
  })

  it('says what to do in a Node that has no WebSocket', async () => {
    const program = await node('20')()
    const run = stranger.run(program, 'app.js', server.url, 'none', 'socket')
    await expect(run).rejects.toThrow(/no WebSocket.*npm install ws.*createFeedClient\(\{.*WebSocket.*\}\)/s)
  })
})
