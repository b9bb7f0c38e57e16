import { EventEmitter } from 'node:events'
import { type Redis, ReplyError } from 'ioredis'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { RedisLine } from '../../../src/bus/redis/redis-line.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Everything that was said on it comes back, unless the test makes it deaf. */
class Node extends EventEmitter {
  subscribes = 0
  disconnects = 0
  refusal: Error | undefined

  async subscribe(): Promise<void> {
    this.subscribes += 1
    if (this.refusal !== undefined) throw this.refusal
  }

  disconnect(): void {
    this.disconnects += 1
  }
}

function setUp() {
  const node = new Node()
  /** When each canary was sent. */
  const sentAt: number[] = []
  const changes: boolean[] = []
  const world = { isDeaf: false }
  const startedAt = Date.now()
  const line: RedisLine = new RedisLine({
    client: node as unknown as Redis,
    isSharded: false,
    createCanary: () => ({
      channel: 'canary',
      async send() {
        sentAt.push(Date.now() - startedAt)
        if (!world.isDeaf) node.emit('messageBuffer', Buffer.from('canary'), Buffer.from('1'))
      },
    }),
    channels: () => ['m1'],
    onMessage() {},
    onChange: () => changes.push(line.isUp),
    onMoved() {},
    onError() {},
  })
  onTestFinished(() => line.close())
  return { node, line, sentAt, changes, world }
}

it('sends a canary at once, soon a second, and then one each second while it is heard', async () => {
  const { node, line, sentAt, changes } = setUp()
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(3_000)

  expect(sentAt).toEqual([0, 100, 1_100, 2_100])
  expect(line.isUp).toBe(true)
  expect(changes).toEqual([true])
})

it('sends the first ones every 100 ms until one is heard', async () => {
  const { node, line, sentAt, world } = setUp()
  world.isDeaf = true
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(300)
  expect(sentAt).toEqual([0, 100, 200, 300])
  expect(line.isUp).toBe(false)

  world.isDeaf = false
  await vi.advanceTimersByTimeAsync(100)
  expect(line.isUp).toBe(true)
})

it('gives the connection up when no canary was heard for three and a half seconds', async () => {
  const { node, line, changes, world } = setUp()
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(0)
  world.isDeaf = true

  // The line looks with each canary: at 3,100 ms one may still come, at 4,100 ms it is late.
  await vi.advanceTimersByTimeAsync(4_099)
  expect(line.isUp).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(line.isUp).toBe(false)
  expect(changes).toEqual([true, false])
  expect(node.disconnects).toBe(1)
})

it('gives up a new connection that never hears one, too', async () => {
  const { node, world } = setUp()
  world.isDeaf = true
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(3_500)
  expect(node.disconnects).toBe(0)
  await vi.advanceTimersByTimeAsync(100)
  expect(node.disconnects).toBe(1)
})

it('[W15] takes no step of the wall clock for silence', async () => {
  const { node, line, changes } = setUp()
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(500)
  vi.setSystemTime(Date.now() + 3_600_000)
  await vi.advanceTimersByTimeAsync(2_000)

  expect(line.isUp).toBe(true)
  expect(changes).toEqual([true])
})

it('subscribes again each second while the server refuses to', async () => {
  const { node, line } = setUp()
  node.refusal = new ReplyError('CLUSTERDOWN')
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(node.subscribes).toBe(3)

  node.refusal = undefined
  await vi.advanceTimersByTimeAsync(1_100)
  expect(line.isUp).toBe(true)
})

it('says and asks nothing more once it is closed', async () => {
  const { node, line, sentAt } = setUp()
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(0)
  line.close()
  expect(vi.getTimerCount()).toBe(0)
  const { length } = sentAt
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(10_000)

  expect(sentAt).toHaveLength(length)
  expect(node.disconnects).toBe(1)
  expect(vi.getTimerCount()).toBe(0)
})
