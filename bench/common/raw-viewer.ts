import { connect, type Socket } from 'node:net'

export interface RawViewer {
  readonly port: number
  readonly path: string
  /** Sent as a text frame once connected. */
  readonly greeting?: string
  /** The viewer counts as connected once it has received this. */
  readonly welcome: string
}

/** The server answered in plain HTTP, or ended the connection. */
export class NotLetIn extends Error {
  override readonly name = 'NotLetIn'
}

/**
 * Connects a viewer that is as cheap as possible: a raw TCP socket that does the handshake and nothing else. A real client
 * would cost more than the server that it measures.
 *
 * @throws {NotLetIn}
 */
export function openViewer({ port, path, greeting, welcome }: RawViewer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('close', () => reject(new NotLetIn('the connection ended'))) // has no effect once the viewer is connected
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    let received = ''
    let isGreeted = false
    const onData = (chunk: Buffer) => {
      answerPings(socket, chunk)
      received += chunk.toString('latin1')
      if (!isGreeted && received.length > 12 && !received.startsWith('HTTP/1.1 101')) {
        socket.destroy()
        reject(new NotLetIn(received.split('\r\n', 1)[0]))
      }
      if (!isGreeted && received.includes('\r\n\r\n')) {
        isGreeted = true
        if (greeting !== undefined) socket.write(maskedTextFrame(greeting))
      }
      if (!isGreeted || !received.includes(welcome)) return
      socket.off('data', onData)
      resolve(socket)
    }
    socket.on('data', onData)
  })
}

const PING = Buffer.from([0x89, 1])

/** A viewer must answer each ping with a pong of the same payload. These two bytes occur nowhere else in frames of JSON text. */
export function answerPings(socket: Socket, chunk: Buffer): void {
  for (let at = chunk.indexOf(PING); at >= 0; at = chunk.indexOf(PING, at + 3)) {
    const payload = chunk[at + 2]
    if (payload !== undefined) socket.write(Buffer.from([0x8a, 0x81, 0, 0, 0, 0, payload]))
  }
}

/** A client must mask its frames. A mask of zeros is allowed, and changes nothing. */
function maskedTextFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const header =
    payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0xfe, payload.length >> 8, payload.length & 255]
  return Buffer.concat([Buffer.from(header), Buffer.alloc(4), payload])
}
