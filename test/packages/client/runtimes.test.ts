import { readFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { spawnReady } from '../../support/process.ts'
import { startTestServer, type TestServer } from '../../support/start-server.ts'
import { clientsStranger } from '../built-client.ts'
import type { Stranger } from '../packed.ts'
import { node, platform, runtime } from '../runtime.ts'

const [BUN, DENO, WORKERD] = ['1.4.5', '2.9.6', '1.20261117.1']
let stranger: Stranger
let server: TestServer

beforeAll(async () => {
  stranger = await clientsStranger()
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

  it('in a Worker as Cloudflare runs them, over each way', async () => {
    const port = await freePort()
    await stranger.write('worker.js', await readFile(new URL('worker-app.js', import.meta.url), 'utf8'))
    const bundle = { bundle: true, format: 'esm', outfile: `${stranger.folder}/bundled-worker.js` } as const
    await build({ ...bundle, entryPoints: [`${stranger.folder}/worker.js`], logLevel: 'silent' })
    await stranger.write(
      'workerd.capnp',
      `using Workerd = import "/workerd/workerd.capnp";
      const config :Workerd.Config = (
        services = [(name = "main", worker = .app), (name = "internet", network = (allow = ["public", "private"]))],
        sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
      );
      const app :Workerd.Worker = (
        modules = [(name = "app", esModule = embed "bundled-worker.js")],
        compatibilityDate = "2026-11-01"
      );`,
    )
    const architecture = process.arch === 'arm64' ? 'arm64' : '64'
    const program = await runtime(`@cloudflare/workerd-linux-${architecture}`, WORKERD, 'bin/workerd')
    const args = ['serve', 'workerd.capnp', '--control-fd=1']
    const worker = await spawnReady(program, args, { ready: /"event":"listen"/, cwd: stranger.folder })
    onTestFinished(() => worker.stop())
    for (const way of ['websocket', 'sse', 'polling']) {
      const answer = await fetch(`http://127.0.0.1:${port}/?server=${encodeURIComponent(server.url)}&way=${way}`)
      expect(await answer.json()).toMatchObject({ way, match: 'm1', status: { kind: 'live' } })
    }
  })

  it('says what to do in a Node that has no WebSocket', async () => {
    const program = await node('20')()
    const said = await stranger.run(program, 'app.js', server.url).catch(({ message }: Error) => message)
    expect(said).toMatch(/no WebSocket.*npm install ws.*createClient\(\{.*WebSocket.*\}\)/s)
  })
})
