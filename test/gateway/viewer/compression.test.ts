import { constants, deflateRawSync, type ZlibOptions } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { takesDeflate } from '../../../src/gateway/viewer/compression.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../start-gateway.ts'

const OFFER = 'permessage-deflate; client_max_window_bits'
const MAX_BYTES = 4_096

describe('takesDeflate', () => {
  it.each([
    ['permessage-deflate'],
    [OFFER],
    ['permessage-deflate; client_max_window_bits=15; server_no_context_takeover'],
    ['permessage-deflate;client_no_context_takeover;client_max_window_bits="9"'],
    ['x-other; a=1, PERMESSAGE-DEFLATE'],
    ['permessage-deflate; server_max_window_bits=10, permessage-deflate'],
  ])('takes %s', (offer) => {
    expect(takesDeflate(offer)).toBe(true)
  })

  it.each([
    [undefined],
    [''],
    ['x-webkit-deflate-frame'],
    ['permessage-deflate; server_max_window_bits=10'],
    ['permessage-deflate; client_max_window_bits=7'],
    ['permessage-deflate; client_max_window_bits=16'],
    ['permessage-deflate; server_no_context_takeover=1'],
    ['permessage-deflate; client_max_window_bits; client_max_window_bits=10'],
    ['permessage-deflate; unknown'],
    ['permessage-deflate;'],
    [',;="'],
  ])('passes over %s', (offer) => {
    expect(takesDeflate(offer)).toBe(false)
  })
})

describe('[W14] a viewer who offers compression', () => {
  it('gets deflated frames without a window that outlives them, and the same messages as another', async () => {
    const { world, viewer, bytes } = await setUp()
    const other = await connectClient(world.liveUrl)
    await Promise.all([viewer.subscribe('m1'), other.subscribe('m1')])
    const before = bytes()
    for (let goal = 0; goal < 5; goal += 1) await world.publish('m1', { patch: { detail: { text: 'x'.repeat(900) } } })
    await Promise.all([viewer.reaches('m1', 5), other.reaches('m1', 5)])

    expect(viewer.socket.extensions).toBe('permessage-deflate')
    expect(other.socket.extensions).toBe('')
    expect(updatesOf(viewer)).toEqual(updatesOf(other))
    expect(bytes() - before).toBeLessThan(5 * 500)
  })

  it('is answered in plain frames where its offer cannot be taken, never with an error', async () => {
    const { liveUrl } = await startGateway()
    for (const offer of ['permessage-deflate; server_max_window_bits=10', 'permessage-deflate; =', ';;"']) {
      const viewer = await connectClient(liveUrl, { headers: { 'sec-websocket-extensions': offer } })

      expect(viewer.socket.extensions).toBe('')
      expect((await viewer.subscribe('m1')).matches).toHaveLength(1)
    }
  })

  it('may speak compressed or not, in one frame or in several', async () => {
    const { viewer } = await setUp()
    viewer.socket.send('{"op":"ping","id":1}', { compress: false })
    expect(await viewer.nextOf('pong')).toMatchObject({ id: 1 })
    viewer.socket.send('{"op":"ping","id":2}', { compress: true })
    expect(await viewer.nextOf('pong')).toMatchObject({ id: 2 })
    const pieces = inPieces('{"op":"ping","id":3}', 3)
    pieces.forEach((piece, index) => {
      tcpOf(viewer).write(masked((index === 0 ? 0x41 : 0) | (index === pieces.length - 1 ? 0x80 : 0), piece))
    })
    expect(await viewer.nextOf('pong')).toMatchObject({ id: 3 })
  })

  it('may send as long a message as one who did not, and no longer', async () => {
    const { viewer } = await setUp()
    viewer.socket.send('{"op":"ping","id":1}'.padEnd(MAX_BYTES))
    expect(await viewer.nextOf('pong')).toMatchObject({ id: 1 })
    viewer.socket.send('{"op":"ping","id":2}'.padEnd(MAX_BYTES + 1))
    expect((await viewer.closed).code).toBe(4503)
  })

  it('may send nothing that is longer compressed than a message may be', async () => {
    const { viewer } = await setUp()
    const message = '{"op":"ping","id":1}'.padEnd(MAX_BYTES)
    viewer.socket.send(message, { compress: false })
    expect(await viewer.nextOf('pong')).toMatchObject({ id: 1 })
    tcpOf(viewer).write(masked(0xc1, deflated(message, { level: 0 })))

    expect((await viewer.closed).code).toBe(4503)
  })

  it('[W8] is closed for a bomb of 5 MB, whole or in pieces', async () => {
    const bomb = '{"op":"ping"}'.padEnd(5_000_000)
    for (const count of [1, 4]) {
      const { world, viewer } = await setUp()
      const pieces = inPieces(bomb, count)
      expect(Buffer.concat(pieces).length).toBeGreaterThan(MAX_BYTES)
      pieces.forEach((piece, index) => {
        tcpOf(viewer).write(masked((index === 0 ? 0x41 : 0) | (index === count - 1 ? 0x80 : 0), piece))
      })

      expect((await viewer.closed).code).toBe(4503)
      await expect.poll(() => world.gateway.viewers.size).toBe(0)
    }
  })

  it('[W8] is closed for a bomb that is short while it is compressed', async () => {
    const { viewer } = await setUp()
    const bomb = deflated('{"op":"ping"}'.padEnd(1_000_000))
    expect(bomb.length).toBeLessThan(MAX_BYTES)
    tcpOf(viewer).write(masked(0xc1, bomb))

    expect((await viewer.closed).code).toBe(4503)
  })

  it('[W8] is closed for good for what cannot be inflated', async () => {
    const { viewer } = await setUp()
    tcpOf(viewer).write(masked(0xc1, Buffer.from([0xff, 0xff, 0xff, 0xff])))

    expect((await viewer.closed).code).toBe(4500)
  })

  it('[W4] shares the snapshot of a match with everybody who joins', async () => {
    const { world, viewer } = await setUp()
    const others = await Promise.all([1, 2, 3].map(() => connectClient(world.liveUrl, { perMessageDeflate: true })))
    await world.publish('m1', { patch: { detail: { text: 'x'.repeat(3_000) } } })
    const answers = await Promise.all([viewer, ...others].map((each) => each.subscribe('m1')))

    for (const { matches } of answers) expect(matches).toEqual([expect.objectContaining({ seq: 1 })])
  })
})

it("[W14] speaks with Node's own WebSocket", async () => {
  const { liveUrl, publish } = await startGateway()
  const socket = new WebSocket(liveUrl, 'touchline.v1')
  onTestFinished(() => socket.close())
  const messages: ServerMessage[] = []
  socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(data as string)))
  socket.addEventListener('open', () => socket.send(JSON.stringify({ op: 'subscribe', matches: ['m1'] })))
  await expect.poll(() => messages.some(({ op }) => op === 'subscribed')).toBe(true)
  await publish('m1', { patch: { detail: { text: 'x'.repeat(900) } } })

  await expect.poll(() => messages.at(-1)).toMatchObject({ op: 'update', seq: 1 })
  expect(socket.extensions).toContain('permessage-deflate')
})

async function setUp(): Promise<{ world: GatewayWorld; viewer: SocketClient; bytes(): number }> {
  const world = await startGateway()
  const viewer = await connectClient(world.liveUrl, { perMessageDeflate: { threshold: 0 } })
  return { world, viewer, bytes: () => tcpOf(viewer).bytesRead }
}

function updatesOf({ history }: SocketClient) {
  return history.filter(({ op }) => op === 'update')
}

function tcpOf({ socket }: SocketClient) {
  return (socket as unknown as { _socket: import('node:net').Socket })._socket
}

function deflated(text: string, options: ZlibOptions = {}): Buffer {
  return deflateRawSync(text, { ...options, finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
}

/** A deflated message, cut anywhere. */
function inPieces(text: string, count: number): Buffer[] {
  const message = deflated(text)
  const length = Math.ceil(message.length / count)
  return Array.from({ length: count }, (_, index) => message.subarray(index * length, (index + 1) * length))
}

/** One frame as a client sends it; the mask is all zero. */
function masked(firstByte: number, payload: Buffer): Buffer {
  const { length } = payload
  const header =
    length < 126 ? Buffer.from([firstByte, 0x80 | length]) : Buffer.from([firstByte, 0xfe, length >> 8, length & 255])
  return Buffer.concat([header, Buffer.alloc(4), payload])
}
