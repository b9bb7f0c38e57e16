import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, it } from 'vitest'
import { type Server, startServer } from '../../src/server/server.ts'
import { startTestServer, testConfig } from '../support/start-server.ts'

let server: Server

beforeAll(async () => {
  const data = await mkdtemp(join(tmpdir(), 'touchline-test-'))
  const settings = { INTERNAL_PORT: '0', FEED_KEYS: 'desk:desk-key-1234', DATA_DIR: data }
  server = await startServer(testConfig(settings))
  return async () => {
    await server.close()
    await rm(data, { recursive: true })
  }
})

/** Sends bytes as they are, and reads until the server closes, or until a whole head has come of an answer that does not end. */
async function ask(url: string | undefined, bytes: string, isEndless = false) {
  const { hostname, port } = new URL(url as string)
  const socket = connect(Number(port), hostname)
  socket.write(bytes)
  const answer = isEndless ? String((await once(socket, 'data'))[0]) : await text(socket)
  socket.destroy()
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
}

function plain(target: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ host: 'localhost', connection: 'close', ...headers }).map(([n, v]) => `${n}: ${v}\r\n`)
  return `${target} HTTP/1.1\r\n${lines.join('')}\r\n`
}

type Asked = [target: string, status: number, headers?: Readonly<Record<string, string>>]

const LONG = { x: 'x'.repeat(20_000) }
const ETAG = { 'if-none-match': '*' }
const PREFLIGHT = { origin: 'https://a.example', 'access-control-request-method': 'GET' }
const HANDSHAKE = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }

it.each<Asked>([
  ['GET /', 200],
  ['GET /v1/matches', 200],
  ['GET /v1/sports', 200],
  ['GET /v1/sports', 304, ETAG],
  ['OPTIONS /v1/matches', 204, PREFLIGHT],
  ['GET /docs/', 308],
  ['GET /docs/protocol.md', 200],
  ['GET /asyncapi.json', 200],
  ['GET /assets/client/index.js', 200],
  ['GET /robots.txt', 200],
  ['GET /sitemap.xml', 200],
  ['GET /manifest.webmanifest', 200],
  ['GET /livez', 200],
  ['GET /match/none', 404],
  ['GET /embed/match/none', 404],
  ['GET /v1/matches/none', 404],
  ['GET /nothing', 404],
  ['PUT /v1/matches/m1', 401],
  ['PATCH /', 405],
  ['TRACE /', 405],
  ['GET /%zz', 400],
  ['GET /v1/live', 426],
  ['GET /v1/live', 400, HANDSHAKE],
  ['GET /', 400, { host: 'a/b' }],
  ['GET /', 417, { expect: 'tea' }],
  ['GET /', 431, LONG],
  ['CONNECT x:1', 400],
  ['nonsense', 400],
])('[H10] %s, answered with %i, says that it is what it says it is', async (target, status, headers = {}) => {
  const answer = await ask(server.url, plain(target, headers))
  expect(answer.status).toBe(status)
  expect(answer.head).toContain('\r\nx-content-type-options: nosniff')
})

it('a stream says so, too', async () => {
  const { status, head } = await ask(server.url, plain('POST /v1/sse'), true)
  expect([status, head]).toEqual([200, expect.stringContaining('\r\nx-content-type-options: nosniff')])
})

it.each<Asked>([
  ['GET /ops', 200],
  ['GET /metrics', 200],
  ['GET /readyz', 200],
  ['GET /metrics/', 308],
  ['GET /nothing', 404],
  ['GET /ops', 421, { host: 'scores.example' }],
  ['GET /%zz', 400],
  ['GET /readyz', 400, { host: 'a/b' }],
  ['GET /', 417, { expect: 'tea' }],
  ['GET /', 431, LONG],
  ['CONNECT x:1', 400],
  ['nonsense', 400],
])('[H10] on the internal port %s, answered with %i, is as on the public one', async (target, status, headers = {}) => {
  const answer = await ask(server.internalUrl, plain(target, headers))
  expect(answer.status).toBe(status)
  expect(answer.head).toContain('\r\nx-content-type-options: nosniff')
  if (status < 400) return
  expect(answer.head).toContain('content-type: application/problem+json')
  expect(JSON.parse(answer.body)).toMatchObject({ status, requestId: expect.any(String) })
})

it('metrics are kept by no cache, and have one spelling', async () => {
  const { url } = await startTestServer()
  const asked = await ask(url, plain('GET /metrics'))
  expect([asked.status, asked.head]).toEqual([200, expect.stringContaining('cache-control: no-store')])
  for (const target of ['/metrics#x', 'http://localhost/metrics', '/metrics%20', '/%6detrics'])
    expect([target, (await ask(url, plain(`GET ${target}`))).status]).toEqual([target, 404])
})
