import { EventEmitter } from 'node:events'
import { type Redis, ReplyError } from 'ioredis'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { RedisSubscriber } from '../../../src/bus/redis/redis-subscriber.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A node of a cluster from which every channel but canaries has moved. */
class MovingNode extends EventEmitter {
  readonly asked: string[] = []
  hasMoved = false

  async ssubscribe(channel: string): Promise<void> {
    this.asked.push(channel)
    if (this.hasMoved && channel !== 'canary') throw new ReplyError('MOVED 1 elsewhere')
  }

  async sunsubscribe(): Promise<void> {}

  disconnect(): void {}
}

function setUp() {
  const node = new MovingNode()
  let refreshes = 0
  const subscriber = new RedisSubscriber({
    topology: {
      isSharded: true,
      nodes: new Set(['node']),
      nodeOf: () => 'node',
      connect: () => node as unknown as Redis,
      watch() {},
      async refresh() {
        refreshes += 1
      },
    },
    createCanary: () => ({ channel: 'canary', send: async () => {} }),
    onError() {},
  })
  onTestFinished(() => subscriber.close())
  node.emit('ready')
  return { node, subscriber, refreshes: () => refreshes }
}

it('looks five times for a channel that is on the move, and leaves it to the next change of the topology then', async () => {
  const { node, subscriber, refreshes } = setUp()
  node.hasMoved = true
  await subscriber.subscribe('m1', () => {})

  expect(node.asked.filter((channel) => channel === 'm1')).toHaveLength(5)
  expect(refreshes()).toBe(5)
})

it('looks once for a crowd of channels that moved, 100 ms after the first, and joins again when all is quiet for a second', async () => {
  const { node, subscriber, refreshes } = setUp()
  await subscriber.subscribe('m1', () => {})
  for (let channel = 0; channel < 50; channel += 1) node.emit('moved')
  await vi.advanceTimersByTimeAsync(99)
  expect(refreshes()).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(refreshes()).toBe(1)

  node.asked.length = 0
  await vi.advanceTimersByTimeAsync(500)
  node.emit('moved')
  await vi.advanceTimersByTimeAsync(999)
  expect(node.asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(node.asked).toEqual(['canary', 'm1'])
})

it('looks each second whether a node was replaced whose line is away, until it is back', async () => {
  const { node, subscriber, refreshes } = setUp()
  node.emit('smessageBuffer', Buffer.from('canary'), Buffer.from('1'))
  expect(subscriber.health).toBe('up')
  node.emit('close')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(refreshes()).toBe(3)

  node.emit('ready')
  node.emit('smessageBuffer', Buffer.from('canary'), Buffer.from('1'))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(refreshes()).toBeLessThanOrEqual(4)
})

it('leaves no timer behind when it is closed in the middle of that', () => {
  const { node, subscriber } = setUp()
  node.emit('smessageBuffer', Buffer.from('canary'), Buffer.from('1'))
  node.emit('close')
  node.emit('moved')
  subscriber.close()
  expect(vi.getTimerCount()).toBe(0)
})
