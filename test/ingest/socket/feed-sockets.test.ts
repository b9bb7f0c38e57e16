import { EventEmitter, once } from 'node:events'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { FeedLimits } from '../../../src/ingest/feed-limits.ts'
import { LOCAL_FEED } from '../../../src/ingest/routes/feed-auth.ts'
import { FeedSockets, type FeedSocketsOptions } from '../../../src/ingest/socket/feed-sockets.ts'

const HOUR = 3_600_000

/** A server that has a key, but not the one that feeds come with. */
function optionsOf(options: Partial<FeedSocketsOptions>): FeedSocketsOptions {
  return {
    recorder: { record: async () => ({ results: [], seq: 0 }) },
    keys: { identify: async () => undefined, isEmpty: async () => false },
    limits: new FeedLimits({ ratePerSecond: 100 }),
    heartbeatMs: HOUR,
    onAnswered() {},
    onUnexpected() {},
    ...options,
  }
}

/** Sockets of feeds with clocks of the test's own, and one feed that is connected. */
async function openWorld(options: Partial<FeedSocketsOptions>, identity?: Parameters<FeedSockets['accept']>[2]) {
  const feeds = new FeedSockets(optionsOf(options))
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const errors: Error[] = []
  server.on('connection', (socket) => {
    // As the plugin does, which logs it.
    socket.on('error', (error) => errors.push(error))
    feeds.accept(socket, 'r1', identity)
  })
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`, {
    autoPong: options.heartbeatMs === undefined,
  })
  onTestFinished(() => {
    client.terminate()
    server.close()
    return feeds.close()
  })
  const code = once(client, 'close').then(([value]) => value as number)
  return { feeds, code, client, errors }
}

it('[H16] a socket that does not say who it is is closed', async () => {
  const { code } = await openWorld({ authMs: 20 })
  expect(await code).toBe(4501)
})

it('[H16] a socket whose key was revoked is closed', async () => {
  const { code } = await openWorld({ keyCheckMs: 20 }, { feed: LOCAL_FEED, key: 'revoked' })
  expect(await code).toBe(4501)
})

it('[H16] once there is a key, sockets that came without one are closed', async () => {
  const { code } = await openWorld({ keyCheckMs: 20 }, { feed: LOCAL_FEED })
  expect(await code).toBe(4501)
})

it('[H16] a feed that answers no ping is cut off', async () => {
  const { code, feeds } = await openWorld({ heartbeatMs: 20 }, { feed: LOCAL_FEED })
  expect(await code).toBe(4003)
  await expect.poll(() => feeds.size).toBe(0)
})

it('[H16] a feed that breaks the rules of frames is closed, and is no error of the server', async () => {
  const { code, client, errors } = await openWorld({}, { feed: LOCAL_FEED })
  await once(client, 'open')
  client.send(Buffer.from([0xff, 0xfe]), { binary: false })
  expect(await code).toBe(1007)
  expect(errors).toEqual([])
})

describe('the times of a feed’s socket', () => {
  it('[H16] are ten seconds to say who it is', () => {
    const { feeds, socket } = openFake()
    vi.advanceTimersByTime(9_999)
    expect(socket.closedWith).toBeUndefined()
    vi.advanceTimersByTime(1)
    expect(socket.closedWith).toBe(4501)
    socket.emit('close')
    expect(feeds.size).toBe(0)
  })

  it('[H16] are five seconds until a key that was revoked ends it', async () => {
    const { socket } = openFake({ feed: LOCAL_FEED, key: 'revoked' })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(socket.closedWith).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    expect(socket.closedWith).toBe(4501)
  })

  it('[H16] are one heartbeat to answer a ping, and it is cut off then, whether it answers the close or not', () => {
    const { socket } = openFake({ feed: LOCAL_FEED })
    vi.advanceTimersByTime(HOUR)
    expect(socket.pings).toBe(1)
    socket.emit('pong')
    vi.advanceTimersByTime(HOUR)
    expect(socket.closedWith).toBeUndefined()
    vi.advanceTimersByTime(HOUR)
    expect([socket.closedWith, socket.isTerminated]).toEqual([4003, true])
  })

  it('are half a second to answer its close when all is closed, and nothing of it is left then', async () => {
    const { feeds, socket } = openFake()
    const closed = feeds.close()
    expect(socket.closedWith).toBe(4001)
    await vi.advanceTimersByTimeAsync(499)
    expect(socket.isTerminated).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(socket.isTerminated).toBe(true)
    socket.emit('close')
    await closed
    expect(feeds.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('end with it', async () => {
    const { feeds, socket } = openFake()
    const closed = feeds.close()
    socket.emit('close')
    await closed
    expect(vi.getTimerCount()).toBe(0)
  })
})

class FakeSocket extends EventEmitter {
  readonly bufferedAmount = 0
  closedWith: number | undefined
  isTerminated = false
  pings = 0

  ping(): void {
    this.pings += 1
  }

  send(): void {}

  close(code: number): void {
    this.closedWith ??= code
  }

  terminate(): void {
    this.isTerminated = true
  }
}

/** The default times, on the test's clock. */
function openFake(identity?: Parameters<FeedSockets['accept']>[2]) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const feeds = new FeedSockets(optionsOf({}))
  const socket = new FakeSocket()
  feeds.accept(socket as unknown as WebSocket, 'r1', identity)
  return { feeds, socket }
}
