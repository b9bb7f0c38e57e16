import { Redis } from 'ioredis'
import { expect, it, onTestFinished } from 'vitest'
import { Link } from '../../chaos/world/link.ts'
import { freePort } from '../../support/free-port.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { connectClient } from '../../support/socket-client.ts'
import { openOutageWorld } from './outages-world.ts'

it('[W6] heals by itself after Redis took no writes', async () => {
  const redis = await startRedis()
  const world = await openOutageWorld({ redisUrl: redis.url })
  const admin = connectAdmin(redis.url)

  // A failover gone wrong: it answers, and delivers what is published, but is a replica of nobody.
  await admin.replicaof('127.0.0.1', await freePort())
  await world.score(1)
  await world.areTold('down')
  await world.areReady(false)
  await world.score(2)
  // Even now: gateways ask the database.
  await world.converge()

  await admin.call('REPLICAOF', 'NO', 'ONE')
  await world.areTold('up')
  await world.score(1)
  await world.converge()
  await world.areReady(true)
  expect(world.outagesTold()).toBe(1)
})

it('[W6] heals by itself after Redis dropped all its subscribers', async () => {
  const redis = await startRedis()
  const world = await openOutageWorld({ redisUrl: redis.url })
  const admin = connectAdmin(redis.url)

  await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub')
  await world.score(3)
  await world.areTold('down')
  await world.areTold('up')

  await world.converge()
  await world.areReady(true)
})

it('delivers all over a slow network, which is no outage', async () => {
  const redis = await startRedis()
  const link = await Link.open(redis.port)
  onTestFinished(() => link.close())
  const slowUrl = `redis://127.0.0.1:${link.port}`
  const world = await openOutageWorld({ redisUrl: slowUrl, ingestRedisUrl: redis.url })

  link.latencyMs = 400
  await world.score(5)
  await world.converge()
  const late = await connectClient(world.gateways[0]?.liveUrl ?? '')
  expect((await late.subscribe(...world.matches)).rejected).toEqual([])
  await world.score(2)
  await world.converge()

  expect(world.outagesTold()).toBe(0)
})

function connectAdmin(url: string): Redis {
  const admin = new Redis(url)
  onTestFinished(() => admin.disconnect())
  return admin
}
