import { expect, inject, it } from 'vitest'
import { openRedisBus } from '../../bus/redis/open-redis-bus.ts'
import { prefixOf } from '../../support/invented-history.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { startRedisSentinel } from '../../support/servers/redis-sentinel.ts'
import { openOutageWorld } from './outages-world.ts'

it('[W6] follows a failover behind sentinels, though the new master lacks the last writes', async () => {
  const { url, master, replica } = await startRedisSentinel()
  const { url: databaseUrl } = await freshDatabase(inject('databaseUrl'))
  const world = await openOutageWorld({ redisUrl: url, databaseUrl })

  // What is written now never gets to the replica.
  await replica.kill('SIGSTOP')
  await world.score(3)
  await world.converge()
  await master.kill('SIGKILL')
  await replica.kill('SIGCONT')
  await world.areTold('down')
  await world.areReady(false)
  await world.score(2)

  await world.areTold('up')
  await world.converge()
  const bus = await openRedisBus(url, await prefixOf(databaseUrl))
  const seqs = async () => (await bus.readHeads(world.matches)).map((head) => head?.seq)
  await expect.poll(seqs, { interval: 50, timeout: 10_000 }).toEqual(world.matches.map(() => world.goals))
  await world.areReady(true)
  expect(world.outagesTold()).toBe(1)

  // The old master comes back as a replica, and nobody minds.
  await master.restart()
  await world.score(2)
  await world.converge()
})
