import { connect, type Socket } from 'node:net'
import { answerPings, openViewer } from '../common/clients/raw-viewer.ts'
import { percentile } from '../common/statistics.ts'
import { answer, settings } from '../common/worker.ts'

/** Fast viewers that measure how late updates come, and slow ones that read so many bytes a second. */
export interface SlowSettings {
  readonly port: number
  readonly fast: number
  readonly slow: number
  readonly bytesPerSecond: number
}

const { port, fast, slow, bytesPerSecond } = settings<SlowSettings>()
const GREETING = '{"op":"subscribe","matches":["bench-1"]}'
const READ_EVERY_MS = 100

const SENT_AT = Buffer.from('"id":"t')
const SEQ = /"seq":(\d+)/g
const PING_BYTES = 3
const PING_STARTS = '\u0089'

let latencies: number[] = []
let fastReceived = 0
const fastSockets: Socket[] = []
const slowViewers: SlowViewer[] = []

/** Reads a few bytes at a time. The rest stays in the kernel, as with a viewer on a bad line. */
class SlowViewer {
  seq = 0
  readonly #socket: Socket
  readonly #timer: NodeJS.Timeout
  #tail = ''

  constructor() {
    const chunk = Buffer.alloc(Math.max(1, Math.floor((bytesPerSecond * READ_EVERY_MS) / 1_000)))
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: chunk,
        callback: (length) => {
          this.#take(chunk.toString('latin1', 0, length))
          return false // reads no more until the timer resumes it
        },
      },
    })
    this.#socket.on('error', () => {})
    this.#socket.write(
      'GET /v1/live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    const length = Buffer.byteLength(GREETING)
    this.#socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | length, 0, 0, 0, 0]), Buffer.from(GREETING)]))
    this.#timer = setInterval(() => this.#socket.resume(), READ_EVERY_MS)
  }

  get isConnected(): boolean {
    return !this.#socket.destroyed && this.#socket.readyState === 'open'
  }

  close(): void {
    clearInterval(this.#timer)
    this.#socket.destroy()
  }

  #take(text: string): void {
    const seen = this.#tail + text
    for (const [, seq] of seen.matchAll(SEQ)) this.seq = Math.max(this.seq, Number(seq))
    answerPings(this.#socket, Buffer.from(seen, 'latin1'))
    // Keeps a ping or a number that was cut in two, and nothing that would be counted twice.
    const ping = seen.indexOf(PING_STARTS, Math.max(0, seen.length - PING_BYTES + 1))
    this.#tail = ping >= 0 ? seen.slice(ping) : (/"seq":\d*$/.exec(seen)?.[0] ?? '')
  }
}

function hear(this: Socket, chunk: Buffer): void {
  const now = performance.timeOrigin + performance.now()
  for (let at = chunk.indexOf(SENT_AT); at >= 0; at = chunk.indexOf(SENT_AT, at + 1)) {
    const from = at + SENT_AT.length
    latencies.push(now - Number(chunk.toString('latin1', from, chunk.indexOf('"', from))))
    fastReceived += 1
  }
  answerPings(this, chunk)
}

for (let n = 0; n < fast; n += 1) {
  const socket = await openViewer({ port, path: '/v1/live', greeting: GREETING, welcome: '"op":"subscribed"' })
  socket.on('data', hear)
  fastSockets.push(socket)
}

answer({
  joinSlow: () => {
    for (let n = 0; n < slow; n += 1) slowViewers.push(new SlowViewer())
  },
  reset: () => {
    latencies = []
    fastReceived = 0
  },
  fast: () => ({ p50: percentile(latencies, 50), p99: percentile(latencies, 99), received: fastReceived }),
  slow: () => ({
    seqs: slowViewers.map(({ seq }) => seq),
    connected: slowViewers.filter(({ isConnected }) => isConnected).length,
  }),
})
