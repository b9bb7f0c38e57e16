import { beforeAll } from 'vitest'
import { busContract } from '../contracts/bus-contract.ts'
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts'
import { openRedisBus } from './open-redis-bus.ts'

let cluster: RedisCluster

beforeAll(async () => {
  cluster = await startRedisCluster()
  return () => cluster.stop()
})

busContract('RedisBus on a cluster', () => openRedisBus(cluster.url))
