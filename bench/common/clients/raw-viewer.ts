import { connect, type Socket } from 'node:net'
import { constants, deflateRawSync } from 'node:zlib'
import { FrameReader, textOfFrame } from './frame-reader.ts'

export interface RawViewer {
  readonly port: number
  readonly path: string
  /** Sent as a text frame once connected. */
  readonly greeting?: string
  /** The viewer counts as connected once it has received this. */
  readonly welcome: string
  /** It negotiates compression, and sends its greeting compressed. */
  readonly isDeflated?: boolean
}

/** The server answered in plain HTTP, or ended the connection. */
export class NotLetIn extends Error {
  override readonly name = 'NotLetIn'
}

const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n'
const TEXT = 0x81
const DEFLATED_TEXT = 0xc1
const PING = 0x89

/**
 * Connects a viewer that is as cheap as possible: a raw TCP socket that does the handshake and nothing else. A real client
 * would cost more than the server that it measures.
 *
 * @throws {NotLetIn}
 */
export function openViewer({ port, path, greeting, welcome, isDeflated = false }: RawViewer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('close', () => reject(new NotLetIn('the connection ended'))) // has no effect once the viewer is connected
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${isDeflated ? OFFER : ''}\r\n`,
    )
    const frames = new FrameReader()
    let answer = Buffer.alloc(0)
    let isGreeted = false
    let isWelcome = false
    const onData = (chunk: Buffer) => {
      let rest = chunk
      if (!isGreeted) {
        answer = Buffer.concat([answer, chunk])
        const text = answer.toString('latin1')
        if (text.length > 12 && !text.startsWith('HTTP/1.1 101')) {
          socket.destroy()
          reject(new NotLetIn(text.split('\r\n', 1)[0]))
          return
        }
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return
        isGreeted = true
        if (greeting !== undefined) socket.write(maskedTextFrame(greeting, isDeflated))
        rest = answer.subarray(end + 4)
      }
      frames.read(rest, (first, payload) => {
        if (first === PING) answerPing(socket, payload[0] as number)
        else isWelcome ||= textOfFrame(first, payload).includes(welcome)
      })
      // Whoever reads on begins with a frame.
      if (!isWelcome || !frames.isBetweenFrames) return
      socket.off('data', onData)
      resolve(socket)
    }
    socket.on('data', onData)
  })
}

const PING_FRAME = Buffer.from([PING, 1])

/** A viewer must answer each ping with a pong of the same payload. These two bytes occur nowhere else in frames of JSON text. */
export function answerPings(socket: Socket, chunk: Buffer): void {
  for (let at = chunk.indexOf(PING_FRAME); at >= 0; at = chunk.indexOf(PING_FRAME, at + 3)) {
    const payload = chunk[at + 2]
    if (payload !== undefined) answerPing(socket, payload)
  }
}

/** The same for a viewer who reads frame by frame. */
export function answerPingFrame(socket: Socket, first: number, payload: Buffer): void {
  if (first === PING) answerPing(socket, payload[0] as number)
}

function answerPing(socket: Socket, number: number): void {
  socket.write(Buffer.from([0x8a, 0x81, 0, 0, 0, 0, number]))
}

/** A client must mask its frames. A mask of zeros is allowed, and changes nothing. */
function maskedTextFrame(text: string, isDeflated: boolean): Buffer {
  const payload = isDeflated ? deflated(text) : Buffer.from(text)
  const first = isDeflated ? DEFLATED_TEXT : TEXT
  const header =
    payload.length < 126 ? [first, 0x80 | payload.length] : [first, 0xfe, payload.length >> 8, payload.length & 255]
  return Buffer.concat([Buffer.from(header), Buffer.alloc(4), payload])
}

/** Without the four bytes that end every flushed message. */
function deflated(text: string): Buffer {
  return deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
}
