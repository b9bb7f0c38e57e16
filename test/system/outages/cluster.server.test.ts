import { Command } from 'ioredis'
import { expect, it } from 'vitest'
import { type ClusterNode, type RedisCluster, startRedisCluster } from '../../support/servers/redis-cluster.ts'
import { openOutageWorld } from './outages-world.ts'

const MATCHES = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']

it('loses nothing while the slots of its matches move to other nodes, which is no outage', async () => {
  const cluster = await startRedisCluster()
  const world = await openOutageWorld({ redisUrl: cluster.url, matches: MATCHES })

  for (const match of MATCHES) {
    const slot = slotOf(match)
    const home = homeOf(cluster, slot)
    const next = cluster.masters[(cluster.masters.indexOf(home) + 1) % cluster.masters.length] as ClusterNode
    await Promise.all([cluster.moveSlot(slot, home, next), world.score(1)])
  }

  await world.converge()
  await world.score(2)
  await world.converge()
  expect(world.outagesTold()).toBe(0)
})

it('[W6] heals by itself after a master of the cluster crashed, when its replica has taken over', async () => {
  const cluster = await startRedisCluster({ hasReplicas: true })
  const world = await openOutageWorld({ redisUrl: cluster.url, matches: MATCHES })

  await homeOf(cluster, slotOf('m1')).kill('SIGKILL')
  await world.areTold('down')
  await world.score(2)
  await world.areTold('up')

  await world.converge()
  await world.score(1)
  await world.converge()
  await world.areReady(true)
})

function slotOf(match: string): number {
  return new Command('get', [`{${match}}`]).getSlot() as number
}

function homeOf({ masters }: RedisCluster, slot: number): ClusterNode {
  return masters[Math.floor((slot * masters.length) / 16_384)] as ClusterNode
}
