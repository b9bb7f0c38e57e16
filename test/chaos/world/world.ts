import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LocalServer } from '../../support/local-server.ts'
import { openFakeTime } from '../../support/programs/faketime.ts'
import { startPostgres } from '../../support/servers/postgres.ts'
import { startHaproxy } from '../../support/servers/proxies/haproxy.ts'
import { type Broker, type BrokerKind, startBroker } from './broker.ts'
import { Link } from './link.ts'
import { Replica, type ReplicaOptions, type Role } from './replica.ts'

const GATEWAYS = 3
const INGESTS = 2

/** Short, so that a run sees what production sees in minutes. */
const SETTINGS = { HEARTBEAT_MS: '5000', DRAIN_MS: '2000' }

/** The whole system, each part a process of its own, and the network between them in our hands. */
export interface World {
  /** Of the load balancer: what feeds and viewers know. */
  readonly url: string
  readonly balancer: LocalServer
  readonly broker: Broker
  readonly postgres: LocalServer
  readonly gateways: readonly Replica[]
  readonly ingests: readonly Replica[]
  close(): Promise<void>
}

export async function openWorld(
  brokerKind: BrokerKind,
  watcher: Pick<ReplicaOptions, 'isExplained' | 'onTrouble'>,
): Promise<World> {
  const opened: { close(): unknown }[] = []
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part.close()
  }
  try {
    const [postgres, broker] = await Promise.all([startPostgres(), startBroker(brokerKind)])
    opened.push({ close: () => postgres.stop() }, { close: () => broker.stop() })

    const openReplica = async (role: Role, number: number): Promise<Replica> => {
      const way = await broker.openWay()
      const links = { ...(way.link && { redis: way.link }), postgres: await Link.open(postgres.port) }
      opened.push(...Object.values(links))
      const environment = {
        ...SETTINGS,
        REDIS_URL: way.url,
        DATABASE_URL: `postgres://postgres@127.0.0.1:${links.postgres.port}/postgres`,
      }
      const directory = await mkdtemp(join(tmpdir(), 'touchline-chaos-'))
      opened.push({ close: () => rm(directory, { recursive: true, force: true }) })
      const clock = await openFakeTime(directory)
      const replica = await Replica.open({ name: `${role}-${number}`, role, environment, links, clock, ...watcher })
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
      broker,
      postgres,
      gateways,
      ingests,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
