import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { useServer } from '../use-server.ts'

const server = useServer()

/** Sends bytes as they are, and reads until the server closes. */
async function send(bytes: string) {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(bytes)
  const answer = await text(socket)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
}

describe('[H5] a request that cannot be parsed', () => {
  it.each([
    ['no HTTP', 'nonsense\r\n\r\n', 400, 'invalid-request'],
    [
      'a length that is none',
      'POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n',
      400,
      'invalid-request',
    ],
    ['headers over 16 KiB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
    ['an expectation', 'GET /livez HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n', 417, 'expectation-failed'],
    ['a tunnel', 'CONNECT example.org:80 HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'invalid-request'],
    ['a target that is no address', 'GET * HTTP/1.1\r\nHost: x\r\n\r\n', 400, 'invalid-request'],
    ['no Host', 'GET /livez HTTP/1.1\r\n\r\n', 400, 'invalid-request'],
    ['a Host that is none', 'GET / HTTP/1.1\r\nHost: user@x/y\r\n\r\n', 400, 'invalid-request'],
    ['two Hosts', 'GET /livez HTTP/1.1\r\nHost: x\r\nHOST: y\r\n\r\n', 400, 'invalid-request'],
  ])('for %s is told in the shape of all errors', async (_, bytes, status, code) => {
    const answer = await send(bytes)
    expect(answer.head).toContain('content-type: application/problem+json')
    expect(answer.head).toContain('connection: close')
    expect(answer.head).toContain(`content-length: ${Buffer.byteLength(answer.body)}`)
    expect(JSON.parse(answer.body)).toMatchObject({
      type: `urn:touchline:problem:${code}`,
      status: answer.status,
      code,
      title: expect.any(String),
      detail: expect.any(String),
      requestId: expect.any(String),
    })
    expect(answer.status).toBe(status)
  })
})

it.each(['', 'x', 'scores.example:8080', 'my_host', '127.0.0.1', '[::1]:8080', 'xn--9ca.example.'])(
  'takes the Host %j',
  async (host) => {
    const { status } = await send(`GET /livez HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(status).toBe(200)
  },
)

describe.each(['/v1/feed', '/v1/live'])('[H10] an upgrade to %s that is no handshake', (path) => {
  const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
  it.each([
    ['of another version', `${KEY}Sec-WebSocket-Version: 12\r\n`, 426, 'upgrade-required'],
    ['without a version', KEY, 426, 'upgrade-required'],
    ['without a key', 'Sec-WebSocket-Version: 13\r\n', 400, 'invalid-request'],
    ['with a key that is none', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x\r\n', 400, 'invalid-request'],
    ['of two Hosts', `HOST: y\r\n${KEY}Sec-WebSocket-Version: 13\r\n`, 400, 'invalid-request'],
  ])('%s is told in the shape of all errors', async (_, fields, status, code) => {
    const answer = await send(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${fields}\r\n`,
    )
    expect(answer.head).toContain('content-type: application/problem+json')
    expect(JSON.parse(answer.body)).toMatchObject({ status, code })
    expect(answer.head.includes('sec-websocket-version: 13')).toBe(status === 426)
  })
})
