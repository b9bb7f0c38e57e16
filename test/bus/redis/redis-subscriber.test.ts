import { EventEmitter } from 'node:events'
import { type Redis, ReplyError } from 'ioredis'
import { expect, it, onTestFinished, vi } from 'vitest'
import { RedisSubscriber } from '../../../src/bus/redis/redis-subscriber.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })

/** A node of a cluster; every channel but canaries may have moved from it. */
class MovingNode extends EventEmitter {
  readonly asked: string[] = []
  readonly left: string[] = []
  hasMoved = false
  isDisconnected = false

  async ssubscribe(channel: string): Promise<void> {
    this.asked.push(channel)
    if (this.hasMoved && channel !== 'canary') throw new ReplyError('MOVED 1 elsewhere')
  }

  async sunsubscribe(channel: string): Promise<void> {
    this.left.push(channel)
  }

  disconnect(): void {
    this.isDisconnected = true
  }
}

function setUp() {
  const node = new MovingNode()
  const opened = new Map([['node', node]])
  const nodes = new Set(opened.keys())
  let changed = () => {}
  let refreshes = 0
  const subscriber = new RedisSubscriber({
    topology: {
      isSharded: true,
      nodes,
      nodeOf: () => [...nodes][0],
      connect(name) {
        const connected = opened.get(name) ?? new MovingNode()
        opened.set(name, connected)
        return connected as unknown as Redis
      },
      watch(listener) {
        changed = listener
      },
      async refresh() {
        refreshes += 1
      },
    },
    createCanary: () => ({ channel: 'canary', send: async () => {} }),
    onError() {},
  })
  onTestFinished(() => subscriber.close())
  node.emit('ready')
  return {
    node,
    subscriber,
    refreshes: () => refreshes,
    /** The cluster's only node is another one now. */
    replaceNode(name: string) {
      nodes.clear()
      nodes.add(name)
      changed()
      return opened.get(name) as MovingNode
    },
  }
}

it('leaves a channel with the last who listens to it, and does not come back to it', async () => {
  const { node, subscriber } = setUp()
  const heard: string[] = []
  const [leaveFirst, leaveSecond] = await Promise.all(
    ['first', 'second'].map((name) => subscriber.subscribe('m1', () => heard.push(name))),
  )
  const say = () => node.emit('smessageBuffer', Buffer.from('m1'), Buffer.from('e1 1\n{}'))
  say()
  expect(heard.splice(0)).toEqual(['first', 'second'])
  await leaveFirst?.()
  say()
  expect([heard.splice(0), node.left]).toEqual([['second'], []])
  await leaveSecond?.()
  say()
  expect([heard, node.left]).toEqual([[], ['m1']])

  node.asked.length = 0
  node.emit('close')
  node.emit('ready')
  await vi.advanceTimersByTimeAsync(0)
  expect(node.asked).toEqual(['canary'])
})

it('closes the line to a node that is gone, and is up without it', async () => {
  const { node, subscriber, replaceNode } = setUp()
  await subscriber.subscribe('m1', () => {})
  const other = replaceNode('other')
  expect(node.isDisconnected).toBe(true)
  expect(subscriber.health).toBe('down')
  other.emit('ready')
  await vi.advanceTimersByTimeAsync(0)
  expect(other.asked).toContain('m1')
  other.emit('smessageBuffer', Buffer.from('canary'), Buffer.from('1'))
  expect(subscriber.health).toBe('up')
})

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
  expect(refreshes()).toBe(2)
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
