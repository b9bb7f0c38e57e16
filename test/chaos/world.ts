import { Redis } from 'ioredis'
import { startHaproxy } from '../support/haproxy.ts'
import type { LocalServer } from '../support/local-server.ts'
import { startPostgres } from '../support/postgres.ts'
import { startRedis } from '../support/redis.ts'
import { Link } from './link.ts'
import { Replica, type Role } from './replica.ts'

const GATEWAYS = 3
const INGESTS = 2

/** Short, so that a run sees what production sees in minutes. */
const SETTINGS = { HEARTBEAT_MS: '5000', DRAIN_MS: '2000' }

/** The whole system, each part a process of its own, and the network between them in our hands. */
export interface World {
  /** Of the load balancer: what feeds and viewers know. */
  readonly url: string
  readonly balancer: LocalServer
  readonly redis: LocalServer
  readonly postgres: LocalServer
  readonly gateways: readonly Replica[]
  readonly ingests: readonly Replica[]
  /** Runs a command on Redis itself, past the links. */
  commandRedis(command: string, ...args: string[]): Promise<void>
  close(): Promise<void>
}

/** @param onTrouble told of what no fault explains */
export async function openWorld(onTrouble: (text: string) => void): Promise<World> {
  const opened: { close(): unknown }[] = []
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close()
  }
  try {
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
    opened.push({ close: () => postgres.stop() }, { close: () => redis.stop() })
    const commands = new Redis(redis.url, { maxRetriesPerRequest: 1, commandTimeout: 2_000 })
    commands.on('error', () => {}) // it is killed on purpose
    opened.push({ close: () => commands.disconnect() })

    const openReplica = async (role: Role, number: number): Promise<Replica> => {
      const links = { redis: await Link.open(redis.port), postgres: await Link.open(postgres.port) }
      opened.push(links.redis, links.postgres)
      const environment = {
        ...SETTINGS,
        REDIS_URL: `redis://127.0.0.1:${links.redis.port}`,
        DATABASE_URL: `postgres://postgres@127.0.0.1:${links.postgres.port}/postgres`,
      }
      const replica = await Replica.open({ name: `${role}-${number}`, role, environment, links, onTrouble })
      opened.push(replica)
      return replica
    }
    const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
    const ingests = await Promise.all(numbers(INGESTS).map((number) => openReplica('ingest', number)))
    const gateways = await Promise.all(numbers(GATEWAYS).map((number) => openReplica('gateway', number)))
    const ports = (replicas: readonly Replica[]) => replicas.map(({ port }) => port)
    const balancer = await startHaproxy({ ingest: ports(ingests), gateways: ports(gateways) })
    opened.push({ close: () => balancer.stop() })
    return {
      url: balancer.url,
      balancer,
      redis,
      postgres,
      gateways,
      ingests,
      async commandRedis(command, ...args) {
        await commands.call(command, ...args)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
