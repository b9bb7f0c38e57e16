import { Command } from 'ioredis'
import { vi } from 'vitest'
import type { Bus, BusHealth } from '../../../../src/bus/bus.ts'
import { expect, it } from '../../../support/concurrent.ts'
import { type ClusterNode, type RedisCluster, startRedisCluster } from '../../../support/servers/redis-cluster.ts'
import { entry, type Heard, listen } from '../../entries.ts'
import { openRedisBus } from '../open-redis-bus.ts'

vi.setConfig({ testTimeout: 60_000 })

const PREFIX = 'cluster:'
/** A node is silent for a second before it counts as failed, then its replica has to be elected. */
const FAILOVER_MS = 20_000

it('follows a slot that moves to another node, and one that comes back', async () => {
  const cluster = await startRedisCluster()
  const [sender, receiver] = await openPair(cluster)
  const told = recordHealth(receiver)
  const heard = await listen(receiver, 'm1')
  const slot = slotOf('m1')
  const [home, other] = homeAndOther(cluster, slot)
  await sender.publish(entry('m1', 1))

  await cluster.moveSlot(slot, home, other)
  await isHeard(sender, 'm1', heard)
  await cluster.moveSlot(slot, other, home)
  await isHeard(sender, 'm1', heard)

  const hasSecond = (await receiver.read('m1'))?.recent.some(({ seq }) => seq === 1)
  expect(hasSecond).toBe(true)
  expect(told).toEqual([])
})

it('subscribes to a slot that has moved behind its back', async () => {
  const cluster = await startRedisCluster()
  const [sender, receiver] = await openPair(cluster)
  const slot = slotOf('m1')
  const [home, other] = homeAndOther(cluster, slot)

  await cluster.moveSlot(slot, home, other)
  const heard = await listen(receiver, 'm1')
  await sender.publish(entry('m1', 1))

  await expect.poll(() => heard.length, { interval: 5, timeout: 5_000 }).toBe(1)
})

it('is down when a master crashes, and up with all subscriptions alive when its replica has taken over', async () => {
  const cluster = await startRedisCluster({ hasReplicas: true })
  const [sender, receiver] = await openPair(cluster)
  const told = recordHealth(receiver)
  const matches = Array.from({ length: 60 }, (_, index) => `m${index}`)
  const heard = await Promise.all(matches.map((match) => listen(receiver, match)))
  await Promise.all(matches.map((match) => sender.publish(entry(match, 1))))

  await cluster.masters[0]?.kill('SIGKILL')
  await expect.poll(() => receiver.health, { interval: 5, timeout: 5_000 }).toBe('down')
  await isUp(sender, receiver)

  await Promise.all(matches.map((match) => sender.publish(entry(match, 2))))
  await areHeard(heard, 2)
  expect(await receiver.readHeads(matches)).toEqual(matches.map(() => ({ epoch: 'e1', seq: 2 })))
  expect(told).toEqual(['down', 'up'])
})

it('notices a master that hangs, and follows its replica', async () => {
  const cluster = await startRedisCluster({ hasReplicas: true })
  const [sender, receiver] = await openPair(cluster)
  const told = recordHealth(receiver)
  const matches = Array.from({ length: 12 }, (_, index) => `m${index}`)
  const heard = await Promise.all(matches.map((match) => listen(receiver, match)))

  await cluster.masters[1]?.kill('SIGSTOP')
  // Perhaps only for a moment, if the slots are found elsewhere before the silence is noticed.
  await expect.poll(() => told, { interval: 20, timeout: FAILOVER_MS }).toEqual(['down', 'up'])
  // The other one may not have noticed yet.
  const publish = () => Promise.all(matches.map((match) => sender.publish(entry(match, 1)))).then(() => 'sent', String)
  await expect.poll(publish, { interval: 50, timeout: FAILOVER_MS }).toBe('sent')
  await areHeard(heard, 1)

  // It wakes up as a replica of its successor, with the connections of before and what they had for it.
  await cluster.masters[1]?.kill('SIGCONT')
  await Promise.all(matches.map((match) => sender.publish(entry(match, 2))))
  await areHeard(heard, 2)
})

it('comes back by itself after every node was gone', async () => {
  const cluster = await startRedisCluster()
  const [sender, receiver] = await openPair(cluster)
  const told = recordHealth(receiver)
  const heard = await listen(receiver, 'm1')

  await Promise.all(cluster.masters.map((node) => node.kill('SIGKILL')))
  await expect.poll(() => receiver.health, { interval: 5, timeout: 5_000 }).toBe('down')
  const goneFrom = Date.now()
  await expect(sender.publish(entry('m1', 1))).rejects.toThrow()
  await expect(sender.readHeads(['m1', 'm2', 'm3'])).rejects.toThrow()
  expect(Date.now() - goneFrom).toBeLessThan(6_000)
  for (const node of cluster.masters) await node.restart()
  await isUp(sender, receiver)

  await isHeard(sender, 'm1', heard)
  expect(told).toEqual(['down', 'up'])
})

async function openPair({ url }: RedisCluster): Promise<[sender: Bus, receiver: Bus]> {
  return [await openRedisBus(url, PREFIX), await openRedisBus(url, PREFIX)]
}

function slotOf(match: string): number {
  return new Command('get', [`${PREFIX}{${match}}`]).getSlot() as number
}

function homeAndOther({ masters }: RedisCluster, slot: number): [home: ClusterNode, other: ClusterNode] {
  const index = Math.floor((slot * masters.length) / 16_384)
  return [masters[index] as ClusterNode, masters[(index + 1) % masters.length] as ClusterNode]
}

/** Publishes until something of it is heard: a cluster that has just come back refuses, and what is said while a subscription moves is lost. */
async function isHeard(sender: Bus, match: string, heard: Heard[]): Promise<void> {
  const before = heard.length
  let seq: number | undefined
  const publish = async () => {
    seq ??= (await sender.readHeads([match]))[0]?.seq ?? 0
    seq += 1
    await sender.publish(entry(match, seq))
    return heard.length > before
  }
  await expect.poll(publish, { interval: 20, timeout: FAILOVER_MS }).toBe(true)
}

/** Somebody has heard this update of every match, perhaps twice. */
async function areHeard(heard: Heard[][], seq: number): Promise<void> {
  const isMissing = (messages: Heard[]) => !messages.some((message) => message.seq === seq)
  await expect.poll(() => heard.filter(isMissing).length, { interval: 5, timeout: 5_000 }).toBe(0)
}

async function isUp(...buses: Bus[]): Promise<void> {
  for (const bus of buses) await expect.poll(() => bus.health, { interval: 10, timeout: FAILOVER_MS }).toBe('up')
}

function recordHealth(bus: Bus): BusHealth[] {
  const told: BusHealth[] = []
  bus.watchHealth((health) => told.push(health))
  return told
}
