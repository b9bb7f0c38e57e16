import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { forSeeds } from '../../support/seeded-random.ts'
import { connectClient, type SocketClient } from '../../support/socket-client.ts'
import { type GatewayWorld, startGateway } from '../start-gateway.ts'

describe('[W8] costs the viewer its request', () => {
  it.each([
    ['text that is not JSON', 'nonsense', 'invalid-json'],
    ['an empty message', '', 'invalid-json'],
    ['JSON that is not an object', '[1,2]', 'invalid-message'],
    ['an unknown op', '{"op":"fly","id":4}', 'unknown-op'],
    ['no matches', '{"op":"subscribe","id":4}', 'invalid-message'],
    ['half a position', '{"op":"subscribe","id":4,"matches":[{"match":"m1","seq":1}]}', 'invalid-message'],
    ['a NUL', '\u0000', 'invalid-json'],
    ['deep nesting', '['.repeat(4_000), 'invalid-json'],
  ])('%s', async (_name, text, code) => {
    const { junk, others } = await setUp()
    junk.send(text)

    expect(await junk.nextOf('error')).toMatchObject({ code, detail: expect.any(String) })
    expect((await junk.subscribe('m2')).matches).toHaveLength(1)
    await others()
  })

  it('a match beyond its limit', async () => {
    const matches = Array.from({ length: 65 }, (_, index) => `m${index}`)
    const { junk, others } = await setUp({ matches })

    const answer = await junk.subscribe(...matches)

    expect(answer.matches).toHaveLength(64)
    expect(answer.rejected).toEqual([{ match: 'm64', code: 'too-many-subscriptions' }])
    await others()
  })
})

describe('[W8] costs the viewer its connection, for good', () => {
  const frame = (...bytes: number[]) => Buffer.from(bytes)
  const long = Buffer.alloc(4_097, ' ')

  it('a binary message', async () => {
    await expectClosed((junk) => junk.send(Buffer.from('{"op":"ping"}')), 4500)
  })

  it('a message one byte too long', async () => {
    await expectClosed((junk) => junk.send(messageOf(4_097)), 4503)
  })

  it('a message of 5 MB', async () => {
    await expectClosed((junk) => junk.send('x'.repeat(5_000_000)), 4503)
  })

  it('a thousand messages a second', async () => {
    await expectClosed((junk) => {
      for (let count = 0; count < 1_000; count += 1) junk.send({ op: 'ping', id: count })
    }, 4502)
  })

  it('a thousand broken messages a second', async () => {
    await expectClosed((junk) => {
      for (let count = 0; count < 1_000; count += 1) junk.send('{')
    }, 4502)
  })

  it('more requests than may wait while a room opens', async () => {
    let open: () => void = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    onTestFinished(open)
    const store = {
      readSnapshot: async () => undefined,
      readUpdates: async () => [],
      readWires: async () => [],
      readHeads: async () => opened.then(() => []),
      readDeleted: async () => [],
    }
    const world = await startGateway({ store })
    const junk = await connectClient(world.liveUrl)
    for (let count = 0; count < 50; count += 1) junk.send({ op: 'subscribe', matches: ['m1'] })
    expect((await junk.closed).code).toBe(4502)
    await expect.poll(() => world.gateway.viewers.size).toBe(0)
  })

  it('a message in pieces that is too long in the end', async () => {
    await expectClosed(({ socket }) => {
      for (let piece = 0; piece < 5; piece += 1) socket.send('x'.repeat(1_000), { fin: piece === 4 })
    }, 4503)
  })

  it.each([
    ['text that is not UTF-8', maskedFrame(0x81, Buffer.from([0xc3, 0x28])), 4500],
    ['an unknown opcode', maskedFrame(0x83, Buffer.from('x')), 4500],
    ['a reserved bit', maskedFrame(0xc1, Buffer.from('x')), 4500],
    ['a frame without a mask', Buffer.concat([frame(0x81, 1), Buffer.from('x')]), 4500],
    ['a continuation of nothing', maskedFrame(0x80, Buffer.from('x')), 4500],
    ['a message in 16,385 pieces', emptyPieces(16_385), 4500],
    ['a ping in pieces', maskedFrame(0x09, Buffer.from('x')), 4500],
    ['a ping that is too long', maskedFrame(0x89, Buffer.alloc(126)), 4500],
    ['a close with one byte', maskedFrame(0x88, frame(1)), 4500],
    ['a close with a reserved code', maskedFrame(0x88, frame(0x03, 0xed)), 4500],
    ['a length of 2⁶³', frame(0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 4503],
    ['a header that promises too much', maskedFrame(0x81, long).subarray(0, 8), 4503],
  ])('%s', async (_name, bytes, code) => {
    await expectClosed(({ socket }) => tcpOf(socket).write(bytes), code)
  })

  async function expectClosed(misbehave: (junk: SocketClient) => void, code: number): Promise<void> {
    const { junk, others, world } = await setUp()
    misbehave(junk)

    expect((await junk.closed).code).toBe(code)
    await others()
    await expect.poll(() => world.gateway.viewers.size).toBe(1)
  }
})

it('[W8] cuts off five seconds later who does not say goodbye in its turn', async () => {
  const { world, others } = await setUp()
  const socket = await openRaw(world)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const heard: Buffer[] = []
  socket.on('data', (bytes) => heard.push(bytes))
  socket.write(maskedFrame(0x82, Buffer.from('x')))
  const farewell = Buffer.from([4500 >> 8, 4500 & 255])
  while (!Buffer.concat(heard).includes(farewell)) await once(socket, 'data')

  await vi.advanceTimersByTimeAsync(4_000)
  await others()
  expect(socket.closed).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  await expect.poll(() => socket.closed).toBe(true)
})

it('[W8] serves a message of exactly the limit', async () => {
  const { junk, others } = await setUp()
  junk.send(messageOf(4_096))
  await junk.nextOf('pong')
  await others()
})

it('[W8] serves a message that comes in pieces', async () => {
  const { junk, others } = await setUp()
  junk.socket.send('{"op":"pi', { fin: false })
  junk.socket.send('ng","id":5}', { fin: true })
  expect(await junk.nextOf('pong')).toMatchObject({ id: 5 })
  await others()
})

it('[W8] lets 64 unknown matches cost no more than the request', async () => {
  const { junk, others } = await setUp()
  const answer = await junk.subscribe(...Array.from({ length: 64 }, (_, index) => `unknown-${index}`))
  expect(answer.rejected).toHaveLength(64)
  await junk.allAnswered()
  await others()
})

it('[W8] survives any bytes, and whoever hangs up in the middle', async () => {
  const { world, others } = await setUp()
  await forSeeds(150, async (random) => {
    const socket = await openRaw(world)
    for (let writes = 1 + random.int(4); writes > 0; writes -= 1) {
      const payload = random.chance(0.5)
        ? randomBytes(random.int(200))
        : Buffer.from('{"op":"subscribe","matches":["m2"]}')
      const bytes = random.chance(0.5) ? maskedFrame(random.int(256), payload) : payload
      socket.write(bytes.subarray(0, random.chance(0.3) ? random.int(bytes.length + 1) : bytes.length))
      if (random.chance(0.5)) await nextTurn()
    }
    if (random.chance(0.3)) socket.resetAndDestroy()
    else socket.destroy()
  })
  await others()
  await expect.poll(() => world.gateway.viewers.size).toBe(2)
})

/** A gateway with one viewer who will misbehave, and one who must not notice. */
async function setUp(settings: Parameters<typeof startGateway>[0] = {}) {
  const world = await startGateway(settings)
  const good = await connectClient(world.liveUrl)
  await good.subscribe('m1')
  const junk = await connectClient(world.liveUrl)
  await junk.subscribe('m1')
  for (let goal = 0; goal < 3; goal += 1) await world.publish('m1')
  const others = async () => {
    for (let goal = 0; goal < 3; goal += 1) await world.publish('m1')
    await good.reaches('m1', 6)
    expect(good.scoreboard.get('m1')?.state).toEqual(world.truth('m1').state())
    expect(good.scoreboard.violations).toEqual([])
  }
  return { world, good, junk, others }
}

/** A ping of this many bytes. */
function messageOf(bytes: number): string {
  return '{"op":"ping"}'.padEnd(bytes)
}

/** One frame as a client sends it; the mask is all zero. */
function maskedFrame(firstByte: number, payload: Buffer): Buffer {
  const { length } = payload
  const header =
    length < 126 ? Buffer.from([firstByte, 0x80 | length]) : Buffer.from([firstByte, 0xfe, length >> 8, length & 255])
  return Buffer.concat([header, Buffer.alloc(4), payload])
}

/** A message of nothing that does not end. */
function emptyPieces(count: number): Buffer {
  const piece = maskedFrame(0, Buffer.alloc(0))
  return Buffer.concat([maskedFrame(0x01, Buffer.alloc(0)), ...Array.from({ length: count - 1 }, () => piece)])
}

function tcpOf(socket: unknown): Socket {
  return (socket as { _socket: Socket })._socket
}

/** A connection after its handshake, without a client that keeps the rules. */
async function openRaw({ url }: GatewayWorld): Promise<Socket> {
  const { port, hostname } = new URL(url)
  const socket = connect({ port: Number(port), host: hostname })
  socket.on('error', () => {}) // the server hangs up on it
  socket.write(
    `GET /v1/live HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  )
  await new Promise((resolve) => socket.once('data', resolve))
  return socket
}
