import { Redis } from 'ioredis'
import type { Bus, BusHealth } from '../../../../src/bus/bus.ts'
import { expect, it, onTestFinished } from '../../../support/concurrent.ts'
import { startRedis } from '../../../support/servers/redis.ts'
import { entry, listen, stateAt, updatesOf } from '../../entries.ts'
import { openRedisBus } from '../open-redis-bus.ts'
import { startTcpProxy } from './tcp-proxy.ts'

/** The canary's deadline is 3.5 s, it is looked at every second, and the machine may be busy. */
const SILENCE_NOTICED_MS = 7_000

it('is down while Redis is gone after a crash, then up by itself with all subscriptions alive', async () => {
  const redis = await startRedis()
  const [sender, receiver] = await openPair(redis.url)
  const told = recordHealth(receiver)
  const first = await listen(receiver, 'm1')
  const second = await listen(receiver, 'm2')

  await redis.kill('SIGKILL')
  await expect.poll(() => receiver.health, { interval: 5, timeout: 2_000 }).toBe('down')
  const asked = await listen(receiver, 'm3')
  await redis.restart()
  await isUp(sender, receiver)

  for (const match of ['m1', 'm2', 'm3']) await sender.publish(entry(match, 1))
  await expect
    .poll(() => [first.length, second.length, asked.length], { interval: 5, timeout: 5_000 })
    .toEqual([1, 1, 1])
  expect(told).toEqual(['down', 'up'])
})

it('forgets a subscription that was given up while Redis was gone', async () => {
  const redis = await startRedis()
  const [sender, receiver] = await openPair(redis.url)
  const stayed = await listen(receiver, 'm2')
  const heard: number[] = []
  const leave = await receiver.subscribe('m1', ({ seq }) => heard.push(seq))

  await redis.kill('SIGKILL')
  await expect.poll(() => receiver.health, { interval: 5, timeout: 2_000 }).toBe('down')
  await leave()
  await redis.restart()
  await isUp(sender, receiver)

  await sender.publish(entry('m1', 1))
  await sender.publish(entry('m2', 1))
  await expect.poll(() => stayed.length, { interval: 5, timeout: 5_000 }).toBe(1)
  expect(heard).toEqual([])
  const admin = connectAdmin(redis.url)
  expect(await admin.pubsub('CHANNELS', '*m1*')).toEqual([])
})

it('notices a Redis that hangs, and recovers when it goes on', async () => {
  const redis = await startRedis()
  const [sender, receiver] = await openPair(redis.url)
  const told = recordHealth(receiver)
  const heard = await listen(receiver, 'm1')

  await redis.kill('SIGSTOP')
  await expect.poll(() => receiver.health, { interval: 20, timeout: SILENCE_NOTICED_MS }).toBe('down')
  await redis.kill('SIGCONT')
  await isUp(sender, receiver)

  await sender.publish(entry('m1', 1))
  await expect.poll(() => heard.length, { interval: 5, timeout: 5_000 }).toBe(1)
  expect(told).toEqual(['down', 'up'])
})

it('recovers when Redis drops its subscribers but keeps everything else', async () => {
  const redis = await startRedis()
  const [sender, receiver] = await openPair(redis.url)
  const told = recordHealth(receiver)
  const heard = await listen(receiver, 'm1')

  expect(await connectAdmin(redis.url).call('CLIENT', 'KILL', 'TYPE', 'pubsub')).toBeGreaterThanOrEqual(2)
  await expect.poll(() => told, { interval: 5, timeout: 5_000 }).toEqual(['down', 'up'])
  await isUp(sender, receiver)

  await sender.publish(entry('m1', 1))
  await expect.poll(() => heard.length, { interval: 5, timeout: 5_000 }).toBe(1)
})

it('notices that its connections lead nowhere, and makes new ones', async () => {
  // A host that vanished, a firewall that forgot: nothing is closed, nothing answers.
  const redis = await startRedis()
  const proxy = await startTcpProxy(redis.port)
  const bus = await openRedisBus(`redis://127.0.0.1:${proxy.port}`)
  const heard = await listen(bus, 'm1')

  proxy.swallowOpenConnections()
  await expect.poll(() => bus.health, { interval: 20, timeout: SILENCE_NOTICED_MS }).toBe('down')
  await isUp(bus)

  await bus.publish(entry('m1', 1))
  await expect.poll(() => heard.length, { interval: 5, timeout: 5_000 }).toBe(1)
})

it('moves to the new primary when the old one lives on as its replica', async () => {
  // How a managed Redis fails over: the name leads elsewhere, and nobody closes the old connections.
  const [old, next] = [await startRedis(), await startRedis()]
  const proxy = await startTcpProxy(old.port)
  const bus = await openRedisBus(`redis://127.0.0.1:${proxy.port}`)
  const heard = await listen(bus, 'm1')
  await bus.publish(entry('m1', 1))

  await connectAdmin(old.url).replicaof('127.0.0.1', next.port)
  proxy.sendNewConnectionsTo(next.port)

  const publish = (seq: number) => bus.publish(entry('m1', seq)).then(() => 'published', String)
  await expect.poll(() => publish(2), { interval: 50, timeout: 5_000 }).toBe('published')
  expect((await bus.read('m1'))?.seq).toBe(2)
  let seq = 2
  const publishAndHear = async () => {
    seq += 1
    return [await publish(seq), heard.length > 1]
  }
  await expect.poll(publishAndHear, { interval: 50, timeout: 10_000 }).toEqual(['published', true])
})

it('refuses without waiting while Redis is gone, and after a deadline while it hangs', async () => {
  const redis = await startRedis()
  const bus = await openRedisBus(redis.url)

  await redis.kill('SIGSTOP')
  const hangingFrom = Date.now()
  await expect(bus.publish(entry('m1', 1))).rejects.toThrow()
  expect(Date.now() - hangingFrom).toBeLessThan(20_000)

  await redis.kill('SIGKILL')
  await expect.poll(() => bus.health, { interval: 5 }).toBe('down')
  const goneFrom = Date.now()
  for (let time = 0; time < 5; time += 1) {
    await expect(bus.publish(entry('m1', 1))).rejects.toThrow()
    await expect(bus.read('m1')).rejects.toThrow()
    await expect(bus.readHeads(['m1', 'm2'])).rejects.toThrow()
  }
  // The deadline of 2 s is waited for by none of the fifteen.
  expect(Date.now() - goneFrom).toBeLessThan(20_000)
})

it('publishes again after Redis lost all data, and all scripts', async () => {
  const redis = await startRedis()
  const bus = await openRedisBus(redis.url)
  const heard = await listen(bus, 'm1')
  await bus.publish(entry('m1', 1, 3))

  const admin = connectAdmin(redis.url)
  await admin.flushall()
  await admin.script('FLUSH')
  expect(await bus.read('m1')).toBeUndefined()
  await Promise.all([bus.publish(entry('m1', 4)), bus.publish(entry('m1', 5))])

  expect(await bus.read('m1')).toEqual({ epoch: 'e1', seq: 5, state: stateAt(5), recent: updatesOf(4, 5) })
  await expect.poll(() => heard.map(({ seq }) => seq), { interval: 5, timeout: 5_000 }).toEqual([1, 2, 3, 4, 5])
})

it('is down while Redis takes no writes, though it answers and delivers', async () => {
  const redis = await startRedis()
  const bus = await openRedisBus(redis.url)
  const told = recordHealth(bus)
  const admin = connectAdmin(redis.url)

  await admin.config('SET', 'min-replicas-to-write', '1')
  await expect.poll(() => bus.health, { interval: 20, timeout: SILENCE_NOTICED_MS }).toBe('down')
  await admin.config('SET', 'min-replicas-to-write', '0')
  await isUp(bus)

  expect(told).toEqual(['down', 'up'])
})

it('closes while Redis is away', async () => {
  const redis = await startRedis()
  const bus = await openRedisBus(redis.url)
  await redis.kill('SIGKILL')

  await bus.close()

  await expect(bus.publish(entry('m1', 1))).rejects.toThrow()
})

async function openPair(url: string): Promise<[sender: Bus, receiver: Bus]> {
  return [await openRedisBus(url, 'pair:'), await openRedisBus(url, 'pair:')]
}

async function isUp(...buses: Bus[]): Promise<void> {
  for (const bus of buses) await expect.poll(() => bus.health, { interval: 10, timeout: 10_000 }).toBe('up')
}

function recordHealth(bus: Bus): BusHealth[] {
  const told: BusHealth[] = []
  bus.watchHealth((health) => told.push(health))
  return told
}

function connectAdmin(url: string): Redis {
  const admin = new Redis(url)
  admin.on('error', () => {}) // the test ends the server
  onTestFinished(() => admin.disconnect())
  return admin
}
