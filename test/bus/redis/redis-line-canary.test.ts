import { EventEmitter } from 'node:events'
import { type Redis, ReplyError } from 'ioredis'
import { expect, it, onTestFinished, vi } from 'vitest'
import { RedisLine } from '../../../src/bus/redis/redis-line.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })

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

function setUp(node = new Node()) {
  /** When each canary was sent. */
  const sentAt: number[] = []
  const changes: boolean[] = []
  const world = { isDeaf: false, random: 0 }
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
    random: () => world.random,
  })
  onTestFinished(() => line.close())
  return { node, line, sentAt, changes, world }
}

it('sends a canary at once, and then one a second to a second and a half after the one before was heard', async () => {
  const { node, line, sentAt, changes, world } = setUp()
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(2_500)
  world.random = 1
  await vi.advanceTimersByTimeAsync(3_500)

  expect(sentAt).toEqual([0, 1_000, 2_000, 3_000, 4_500, 6_000])
  expect(line.isUp).toBe(true)
  expect(changes).toEqual([true])
})

it('sends none while it hears those of others', async () => {
  const { node, line, sentAt } = setUp()
  node.emit('ready')
  for (let n = 0; n < 10; n += 1) {
    await vi.advanceTimersByTimeAsync(999)
    node.emit('messageBuffer', Buffer.from('canary'), Buffer.from('1'))
  }

  expect(sentAt).toEqual([0])
  expect(line.isUp).toBe(true)
})

it('[W24] of ten lines to one node one sends for all', async () => {
  const node = new Node()
  const lines = Array.from({ length: 10 }, () => setUp(node))
  for (const { line } of lines) onTestFinished(() => line.close())
  for (const [index, { world }] of lines.entries()) world.random = (index + 1) / 10
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(500)
  for (const { sentAt } of lines) sentAt.length = 0
  await vi.advanceTimersByTimeAsync(11_000)

  expect(lines.map(({ sentAt }) => sentAt.length)).toEqual([10, ...Array(9).fill(0)])
  expect(lines.every(({ line }) => line.isUp)).toBe(true)
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

  await vi.advanceTimersByTimeAsync(3_500)
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
