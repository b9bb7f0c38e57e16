import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { beforeAll, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../support/start-server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  return () => server.close()
})

const fixture = JSON.stringify({ sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } })
const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'
const websocket =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13'

it.each([
  ['PUT /v1/matches/h2c', h2c, fixture, /^HTTP\/1.1 20[01] /],
  [
    'POST /v1/matches/h2c/events',
    h2c,
    JSON.stringify({ id: 'p1', type: 'period_start', period: 1 }),
    /^HTTP\/1.1 20[01] /,
  ],
  ['GET /v1/matches/h2c', h2c, '', /^HTTP\/1.1 200 /],
  ['GET /livez', websocket, '', /^HTTP\/1.1 200 /],
  ['GET /nowhere', websocket, '', /^HTTP\/1.1 404 /],
  ['PUT /v1/matches/ws', websocket, fixture, /^HTTP\/1.1 20[01] /],
  ['POST /v1/live', websocket, '', /^HTTP\/1.1 405 /],
])('answers %s with an offer to upgrade as if it were none', async (line, headers, body, expected) => {
  const { answer, socket } = await send(`${line} HTTP/1.1`, headers, body)

  expect(answer).toMatch(expected)
  // It stays an ordinary connection, which its client may close.
  socket.end()
  await once(socket, 'close')
})

it.each(['websockets', 'h2c', ''])('does not take "%s" for a viewer', async (protocol) => {
  const { answer, socket } = await send('GET /v1/live HTTP/1.1', websocket.replace('websocket', protocol), '')
  expect(answer).toMatch(/^HTTP\/1.1 426 /)
  socket.end()
  await once(socket, 'close')
})

it.each([
  ['key', websocket.replace(/Sec-WebSocket-Key: \S+\r\n/, ''), /^HTTP\/1.1 400 /],
  ['version', websocket.replace('Version: 13', 'Version: 12'), /^HTTP\/1.1 (400|426) /],
])('refuses a viewer without a proper %s, and hangs up', async (_what, headers, expected) => {
  const { answer, socket } = await send('GET /v1/live HTTP/1.1', headers, '')
  expect(answer).toMatch(expected)
  await once(socket, 'close')
})

it('closes in time, whoever asked for an upgrade before', async () => {
  const own = await startTestServer()
  const { socket: left } = await send('GET /nowhere HTTP/1.1', websocket, '', own)
  const { socket: refused } = await send(
    'GET /v1/live HTTP/1.1',
    `${websocket}\r\nSec-WebSocket-Protocol: other`,
    '',
    own,
  )
  const { answer, socket: viewer } = await send('GET /v1/live HTTP/1.1', websocket, '', own)
  expect(answer).toMatch(/^HTTP\/1.1 101 /)

  const gone = [left, refused, viewer].map((socket) => socket.destroyed || once(socket.resume(), 'close'))
  // The viewer reads the close frame and does not answer it: ws would wait for half a minute.
  const closing = performance.now()
  await own.close()
  expect(performance.now() - closing).toBeLessThan(8_000)

  await Promise.all(gone)
})

/** Sends a request as it is. @returns the first part of the answer, and the connection */
async function send(
  line: string,
  headers: string,
  body: string,
  to = server,
): Promise<{ answer: string; socket: Socket }> {
  const { port, hostname } = new URL(to.url)
  const socket = connect({ port: Number(port), host: hostname })
  socket.on('error', () => {}) // the server may hang up on it
  const about = `Host: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`
  socket.write(`${line}\r\n${about}\r\n${headers}\r\n\r\n${body}`)
  const [data] = (await once(socket, 'data')) as [Buffer]
  return { answer: data.toString(), socket }
}
