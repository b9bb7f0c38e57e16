import { Redis } from 'ioredis'
import type { LocalServer } from '../../support/local-server.ts'
import { startRedis } from '../../support/servers/redis.ts'
import { startRedisCluster } from '../../support/servers/redis-cluster.ts'
import { startRedisSentinel } from '../../support/servers/redis-sentinel.ts'
import { Link } from './link.ts'

export const BROKER_KINDS = ['single', 'sentinel', 'cluster'] as const
export type BrokerKind = (typeof BROKER_KINDS)[number]

/** Redis in one of the shapes that it is run in. */
export interface Broker {
  /** Those that may be killed, for they or others come back. */
  readonly nodes: readonly LocalServer[]
  /** The way of everybody to each node, where clients are told addresses: these are what they are told. Else none. */
  readonly nodeLinks: readonly Link[]
  /** Those that lead to masters now; one that was replaced may not know of it yet. */
  findMasterLinks(): Promise<readonly Link[]>
  /** The way of one server process to it; without a link of its own where clients are told addresses. */
  openWay(): Promise<{ readonly url: string; readonly link?: Link }>
  /** Runs a command on every node that takes it, past the links. */
  command(...command: [string, ...string[]]): Promise<unknown>
  stop(): Promise<void>
}

export async function startBroker(kind: BrokerKind): Promise<Broker> {
  if (kind === 'single') {
    const redis = await startRedis()
    const openWay = async () => {
      const link = await Link.open(redis.port)
      return { url: `redis://127.0.0.1:${link.port}`, link }
    }
    return {
      nodes: [redis],
      nodeLinks: [],
      findMasterLinks: async () => [],
      openWay,
      command: (...command) => askAll([redis], command),
      stop: () => redis.stop(),
    }
  }
  const nodeLinks: Link[] = []
  const announce = async (port: number) => {
    const link = await Link.open(port)
    nodeLinks.push(link)
    return link.port
  }
  const { url, nodes, stop } = await (kind === 'sentinel' ? startSentinel(announce) : startCluster(announce))
  return {
    nodes,
    nodeLinks,
    async findMasterLinks() {
      const roles = await askAll(nodes, ['ROLE'])
      const masters = nodes.filter((_, index) => Array.isArray(roles[index]) && roles[index][0] === 'master')
      return nodeLinks.filter(({ target }) => masters.some(({ port }) => port === target))
    },
    openWay: async () => ({ url }),
    command: (...command) => askAll(nodes, command),
    async stop() {
      await stop()
      for (const link of nodeLinks) link.close()
    },
  }
}

type Announce = (port: number) => Promise<number>

async function startSentinel(announce: Announce) {
  const { url, master, replica, stop } = await startRedisSentinel({ announce })
  return { url, nodes: [master, replica], stop }
}

async function startCluster(announce: Announce) {
  const { url, masters, replicas, stop } = await startRedisCluster({ hasReplicas: true, announce })
  return { url, nodes: [...masters, ...replicas], stop }
}

/** @returns what each node answered; undefined for one that refused or did not answer */
function askAll(nodes: readonly LocalServer[], [command, ...args]: readonly [string, ...string[]]): Promise<unknown[]> {
  return Promise.all(
    nodes.map(async ({ url }) => {
      const client = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: 2_000 })
      client.on('error', () => {}) // the command fails, too
      // A replica refuses what only its master may do.
      const answer = await client.call(command, ...args).catch(() => undefined)
      client.disconnect()
      return answer
    }),
  )
}
