import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { expect, inject, it, onTestFinished, vi } from 'vitest'
import { createRedisBus } from '../../../src/bus/redis/redis-bus.ts'
import { fleetKey } from '../../../src/bus/redis/redis-scripts.ts'
import { audienceContract } from '../../contracts/audience-contract.ts'
import { busContract } from '../../contracts/bus-contract.ts'
import { busHistoryContract } from '../../contracts/bus-history-contract.ts'
import { fleetChannelContract } from '../../contracts/fleet-channel-contract.ts'
import { openInTime } from './open-in-time.ts'
import { openRedisBus } from './open-redis-bus.ts'

const open = () => openRedisBus(inject('redisUrl'))

busContract('RedisBus', open)
busHistoryContract('RedisBus', open)
fleetChannelContract('the fleet of RedisBus', open)
audienceContract('the audience of RedisBus', open, async () => {
  const redis = new Redis(inject('redisUrl'))
  onTestFinished(() => redis.disconnect())
  return openInTime(inject('redisUrl'), [redis])
})

it('keeps a match for three days after its last update, and what proves the line for ten seconds', async () => {
  const prefix = `${randomUUID()}:`
  const bus = await openRedisBus(inject('redisUrl'), prefix)
  const redis = new Redis(inject('redisUrl'))
  onTestFinished(() => redis.disconnect())
  await bus.publish({ match: 'm1', epoch: 'e', updates: [{ seq: 1, wire: 'one' }], state: 'state' })

  await bus.remove('m2', 'e')

  const day = 24 * 3_600_000
  for (const part of ['{m1}:head', '{m1}:log', '{m2}:head']) {
    const left = await redis.pttl(`${prefix}${part}`)
    expect(left, part).toBeGreaterThan(2 * day)
    expect(left, part).toBeLessThanOrEqual(3 * day)
  }
  const canaries = await redis.keys(`${prefix}{canary:*`)
  expect(canaries).toHaveLength(1)
  // It is sent anew every second.
  for (const key of canaries) {
    const left = await redis.pttl(key)
    expect(left, key).toBeGreaterThan(5_000)
    expect(left, key).toBeLessThanOrEqual(10_000)
  }
})

it('keeps the log of changes for three days after the last one, and what gateways suspect for a minute', async () => {
  const prefix = `${randomUUID()}:`
  const bus = await openRedisBus(inject('redisUrl'), prefix)
  const redis = new Redis(inject('redisUrl'))
  onTestFinished(() => redis.disconnect())
  await bus.publish({ match: 'm1', epoch: 'e', updates: [{ seq: 1, wire: 'one' }], state: 'state' })
  await bus.report([{ match: 'm1', epoch: 'e', seq: 1, wire: 'another' }])

  const day = 24 * 3_600_000
  // Changes of half a second are written together.
  const changes = fleetKey(prefix, 'changes')
  await expect.poll(() => redis.pttl(changes)).toBeGreaterThan(2 * day)
  expect(await redis.pttl(changes)).toBeLessThanOrEqual(3 * day)
  const suspects = await redis.pttl(`${prefix}suspects`)
  expect(suspects).toBeGreaterThan(30_000)
  expect(suspects).toBeLessThanOrEqual(60_000)
})

it('leaves no timer behind when it is closed, though a change waits to be written', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const bus = createRedisBus({ url: inject('redisUrl'), prefix: `${randomUUID()}:`, onError() {} })
  const healthSoon = async () => {
    await vi.advanceTimersByTimeAsync(100)
    return bus.health
  }
  await expect.poll(healthSoon).toBe('up')
  await bus.publish({ match: 'm1', epoch: 'e', updates: [{ seq: 1, wire: 'one' }], state: 'state' })
  await bus.close()
  // Sockets take a turn to close, and ioredis waits for that.
  await expect.poll(() => vi.getTimerCount()).toBe(0)
})
