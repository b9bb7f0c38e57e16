import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../config.ts'
import { startServer } from '../../server/server.ts'
import { frameText, headText } from './frame-text.ts'
import { Wire } from './wire.ts'

const TEXT = 1
const CLOSE = 8
const PING = 9
const PONG = 10

/** The key of RFC 6455, 1.3, whose answer is printed there too. */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='

/**
 * Follows a viewer's bytes through a real server: each block of `docs/websocket.md` by the name of its place there.
 */
export async function walkThrough(): Promise<Map<string, string>> {
  const data = await mkdtemp(join(tmpdir(), 'touchline-walk-'))
  const server = await startServer(
    readConfig({
      PORT: '0',
      DATA_DIR: data,
      LOG_LEVEL: 'silent',
      DRAIN_MS: '0',
      ALLOWED_ORIGINS: 'https://news.example',
    }),
  )
  const { port } = new URL(server.url)
  const call = (method: string, path: string, body: object) =>
    fetch(`${server.url}/v1/matches/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  try {
    const teams = { home: { name: 'Rovers' }, away: { name: 'United' } }
    await call('PUT', 'derby', { sport: 'generic', ...teams })
    const blocks = new Map<string, string>()
    const wire = await Wire.open(Number(port))
    const { request, answer } = await upgrade(wire, port, 'https://news.example')
    blocks.set('upgrade', request).set('switch', answer)
    /** What comes next, but for pings of the server: each is answered, and the first one shown. */
    const receive = async () => {
      for (;;) {
        const frame = await wire.receive()
        if (frame.opcode !== PING) return frameText('←', frame)
        const pong = wire.send(PONG, frame.payload)
        if (!blocks.has('heartbeat')) blocks.set('heartbeat', `${frameText('←', frame)}\n\n${frameText('→', pong)}`)
      }
    }
    blocks.set('hello', await receive())
    const ask = (message: object) => frameText('→', wire.send(TEXT, Buffer.from(JSON.stringify(message))))
    const subscribe = ask({ op: 'subscribe', id: 1, matches: ['derby'] })
    blocks.set('subscribe', `${subscribe}\n\n${await receive()}`)
    await call('POST', 'derby/events', { id: 'g1', type: 'score', team: 'home', points: 1 })
    blocks.set('update', await receive())
    const ping = frameText('→', wire.send(PING, Buffer.from('still there?')))
    blocks.set('ping', `${ping}\n\n${await receive()}`)
    const nonsense = ask({ op: 'shout' })
    blocks.set('mistake', `${nonsense}\n\n${await receive()}`)
    const goodbye = frameText('→', wire.send(CLOSE, Buffer.from([0x03, 0xe8])))
    blocks.set('viewer closes', `${goodbye}\n\n${await receive()}`)
    await wire.ended()
    blocks.set('refused', await refused(port))
    blocks.set('plain', await plain(port))
    blocks.set('server closes', await closedByServer(port, () => server.close()))
    return blocks
  } finally {
    await server.close()
    await rm(data, { recursive: true, force: true })
  }
}

async function upgrade(wire: Wire, port: string, origin: string) {
  const request = [
    'GET /v1/live HTTP/1.1',
    `Host: localhost:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${KEY}`,
    'Sec-WebSocket-Protocol: touchline.v1',
    `Origin: ${origin}`,
  ].join('\r\n')
  const answer = await wire.request(`${request}\r\n\r\n`)
  return { request: headText('→', request), answer: headText('←', answer) }
}

/** A page that is not among `ALLOWED_ORIGINS`. */
async function refused(port: string): Promise<string> {
  const wire = await Wire.open(Number(port))
  const { answer } = await upgrade(wire, port, 'https://elsewhere.example')
  return answer
}

async function plain(port: string): Promise<string> {
  const wire = await Wire.open(Number(port))
  const request = `GET /v1/live HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`
  return `${headText('→', request)}\n\n${headText('←', await wire.request(request))}`
}

async function closedByServer(port: string, close: () => Promise<void>): Promise<string> {
  const wire = await Wire.open(Number(port))
  await upgrade(wire, port, 'https://news.example')
  await wire.receive()
  const closing = close()
  const frames = []
  for (;;) {
    const frame = await wire.receive()
    frames.push(frameText('←', frame))
    if (frame.opcode === CLOSE) break
  }
  frames.push(frameText('→', wire.send(CLOSE, Buffer.from([0x0f, 0xa1]))))
  await wire.ended()
  await closing
  return frames.join('\n\n')
}
