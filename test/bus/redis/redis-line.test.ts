import { EventEmitter } from 'node:events'
import type { Redis } from 'ioredis'
import { expect, it, onTestFinished, vi } from 'vitest'
import { RedisLine } from '../../../src/bus/redis/redis-line.ts'

/** A node of a cluster that answers when it is told to. */
class SlowNode extends EventEmitter {
  readonly subscribed = new Set<string>()
  #answers: (() => void)[] = []

  ssubscribe(channel: string): Promise<void> {
    this.subscribed.add(channel)
    return new Promise((resolve) => this.#answers.push(resolve))
  }

  async sunsubscribe(channel: string): Promise<void> {
    this.subscribed.delete(channel)
  }

  answer(): void {
    for (const resolve of this.#answers.splice(0)) resolve()
  }

  disconnect(): void {}
}

/** A line whose connection stands, and that is to have these channels. */
function openLine(node: EventEmitter, wanted: Iterable<string>, isSharded: boolean): RedisLine {
  const line = new RedisLine({
    client: node as unknown as Redis,
    isSharded,
    createCanary: () => ({ channel: 'canary', send: async () => {} }),
    channels: () => [...wanted],
    onMessage() {},
    onChange() {},
    onMoved() {},
    onError() {},
  })
  onTestFinished(() => line.close())
  node.emit('ready')
  return line
}

it('leaves a channel for good that nobody wants any more while others are being subscribed', async () => {
  const node = new SlowNode()
  const wanted = new Set(Array.from({ length: 600 }, (_, index) => `channel-${index}`))
  const line = openLine(node, wanted, true)
  await vi.waitFor(() => expect(node.subscribed.size).toBeGreaterThan(1))
  expect(node.subscribed).not.toContain('channel-599')

  wanted.delete('channel-599')
  await line.unsubscribe('channel-599')

  await vi.waitFor(() => {
    node.answer()
    expect(node.subscribed).toContain('channel-598')
  })
  expect(node.subscribed).toEqual(new Set(['canary', ...wanted]))
})

it('subscribes to 10,000 channels by one command, so that 25,000 are no more than the client can send', async () => {
  const asked: string[][] = []
  const node = Object.assign(new EventEmitter(), {
    subscribe: async (...channels: string[]) => void asked.push(channels),
    disconnect() {},
  })
  const wanted = Array.from({ length: 25_000 }, (_, index) => `channel-${index}`)
  openLine(node, wanted, false)
  await vi.waitFor(() => expect(asked.flat()).toHaveLength(25_001))
  expect(asked.map(({ length }) => length)).toEqual([10_000, 10_000, 5_001])
  expect(asked.flat()).toEqual(['canary', ...wanted])
})
