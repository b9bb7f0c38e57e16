import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** Carries bytes to a server and back, and keeps those of the WebSocket. */
export async function startLine(port: number) {
  let upgraded: { toServer: Buffer[]; toBrowser: Buffer[] } | undefined
  const sockets = new Set<Socket>()
  const line = createServer((browserSide) => {
    const serverSide = connect(port, '127.0.0.1')
    const bytes = { toServer: [] as Buffer[], toBrowser: [] as Buffer[] }
    for (const socket of [browserSide, serverSide]) sockets.add(socket.on('error', () => {}))
    browserSide.on('data', (chunk) => {
      bytes.toServer.push(chunk)
      if (chunk.toString('latin1').startsWith('GET /v1/live')) upgraded = bytes
    })
    serverSide.on('data', (chunk) => bytes.toBrowser.push(chunk))
    browserSide.pipe(serverSide).pipe(browserSide)
  })
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    line.close()
  })
  const kept = (side: 'toServer' | 'toBrowser') => Buffer.concat(upgraded?.[side] ?? [])
  return {
    url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
    toServer: () => kept('toServer'),
    toBrowser: () => kept('toBrowser'),
  }
}

export interface Frame {
  readonly opcode: number
  readonly isCompressed: boolean
  /** Of its payload. */
  readonly bytes: number
}

/** The whole frames after the head of the upgrade (RFC 6455, section 5.2). */
export function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = []
  let at = bytes.indexOf('\r\n\r\n') + 4
  while (at + 2 <= bytes.length) {
    const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)]
    const short = second & 0x7f
    const length =
      short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short
    frames.push({ opcode: first & 0x0f, isCompressed: (first & 0x40) !== 0, bytes: length })
    at += 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + (second > 0x7f ? 4 : 0) + length
  }
  return frames
}
