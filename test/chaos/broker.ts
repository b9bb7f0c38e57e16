import { Redis } from 'ioredis'
import type { LocalServer } from '../support/local-server.ts'
import { startRedis } from '../support/redis.ts'
import { startRedisCluster } from '../support/redis-cluster.ts'
import { startRedisSentinel } from '../support/redis-sentinel.ts'
import { Link } from './link.ts'

export const BROKER_KINDS = ['single', 'sentinel', 'cluster'] as const
export type BrokerKind = (typeof BROKER_KINDS)[number]

/** Redis in one of the shapes that it is run in. */
export interface Broker {
  /** Those that may be killed, for they or others come back. */
  readonly nodes: readonly LocalServer[]
  /** The way of one server process to it. Sentinel and Cluster tell their clients addresses, and so lead them past any link. */
  openWay(): Promise<{ readonly url: string; readonly link?: Link }>
  /** Runs a command on every node that takes it, past the links. */
  command(command: string, ...args: string[]): Promise<void>
  stop(): Promise<void>
}

export async function startBroker(kind: BrokerKind): Promise<Broker> {
  if (kind === 'single') {
    const redis = await startRedis()
    const openWay = async () => {
      const link = await Link.open(redis.port)
      return { url: `redis://127.0.0.1:${link.port}`, link }
    }
    return { nodes: [redis], openWay, command: commandAll([redis]), stop: () => redis.stop() }
  }
  if (kind === 'sentinel') {
    const { master, replica, url, stop } = await startRedisSentinel()
    const nodes = [master, replica]
    return { nodes, openWay: async () => ({ url }), command: commandAll(nodes), stop }
  }
  const { masters, replicas, url, stop } = await startRedisCluster({ hasReplicas: true })
  const nodes = [...masters, ...replicas]
  return { nodes, openWay: async () => ({ url }), command: commandAll(nodes), stop }
}

function commandAll(nodes: readonly LocalServer[]): Broker['command'] {
  return async (command, ...args) => {
    await Promise.all(
      nodes.map(async ({ url }) => {
        const client = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 2_000 })
        client.on('error', () => {}) // the command fails, too
        // A replica refuses what only its master may do.
        await client.call(command, ...args).catch(() => {})
        client.disconnect()
      }),
    )
  }
}
