import { beforeAll, expect, it } from 'vitest'
import { audienceContract } from '../../../contracts/audience-contract.ts'
import { busContract } from '../../../contracts/bus-contract.ts'
import { busHistoryContract } from '../../../contracts/bus-history-contract.ts'
import { fleetChannelContract } from '../../../contracts/fleet-channel-contract.ts'
import { type RedisCluster, startRedisCluster } from '../../../support/servers/redis-cluster.ts'
import { entry, listen } from '../../entries.ts'
import { openInTime } from '../open-in-time.ts'
import { openRedisBus } from '../open-redis-bus.ts'

let cluster: RedisCluster

beforeAll(async () => {
  cluster = await startRedisCluster()
  return () => cluster.stop()
})

const open = () => openRedisBus(cluster.url)

busContract('RedisBus on a cluster', open)
busHistoryContract('RedisBus on a cluster', open)
fleetChannelContract('the fleet of RedisBus on a cluster', open)
audienceContract('the audience of RedisBus on a cluster', open, () => {
  const nodes = cluster.masters.map(({ admin }) => admin)
  return openInTime(cluster.url, nodes)
})

it('logs in to every node', async () => {
  for (const { admin } of cluster.masters) await admin.config('SET', 'requirepass', 's3cret@')
  const bus = await openRedisBus(cluster.url.replace('://', '://:s3cret%40@'))
  const matches = Array.from({ length: 20 }, (_, index) => `m${index}`)
  const heard = await Promise.all(matches.map((match) => listen(bus, match)))

  await Promise.all(matches.map((match) => bus.publish(entry(match, 1))))

  await expect.poll(() => heard.map(({ length }) => length), { timeout: 5_000 }).toEqual(matches.map(() => 1))
})
