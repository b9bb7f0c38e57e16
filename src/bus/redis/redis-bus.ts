import { randomUUID } from 'node:crypto'
import type { Cluster, Redis } from 'ioredis'
import type { Position } from '../../protocol/messages.ts'
import {
  type Bus,
  type BusEntry,
  type BusSnapshot,
  type BusUpdate,
  FLEET_TTL_MS,
  type FleetMember,
  RECENT_UPDATES,
  VIEWERS_TTL_MS,
} from '../bus.ts'
import { connectCluster, connectRedis } from './connect-redis.ts'
import type { Canary } from './redis-line.ts'
import {
  ANNOUNCE_SCRIPT,
  keysOf,
  PUBLISH_SCRIPT,
  READ_SCRIPT,
  READ_VIEWERS_SCRIPT,
  REPORT_VIEWERS_SCRIPT,
} from './redis-scripts.ts'
import { RedisSubscriber } from './redis-subscriber.ts'
import { clusterMasters, oneServer, type Topology } from './redis-topology.ts'
import { withoutRepeats } from './repeated-errors.ts'

/** Longer than any match with its corrections; the database knows older ones. */
const TIME_TO_LIVE_MS = 3 * 24 * 3_600_000
/** Matches asked or told of at once; more would hold up the event loop. */
const MATCHES_AT_ONCE = 200
const CANARY_KEPT_MS = 10_000
/** A node with a single slot needs some 16,000 on average. */
const MAX_CANARY_NAMES = 200_000

export interface RedisBusOptions {
  /** `redis://`, `rediss://`, `redis+sentinel://` or `redis+cluster://`. */
  readonly url: string
  /** Put before every key and channel, so that several installations may share a server. */
  readonly prefix?: string
  /** Told of connection errors, of the same one every ten seconds. */
  onError(error: Error): void
}

interface Commands extends Pick<Redis | Cluster, 'hmget' | 'disconnect'> {
  touchlinePublish(head: string, log: string, ...args: (string | number)[]): Promise<number>
  touchlineRead(head: string, log: string): Promise<string[]>
  touchlineAnnounce(fleet: string, ttlMs: number, id: string, description: string): Promise<string[]>
  touchlineReportViewers(viewers: string, ttlMs: number, gateway: string, count: number): Promise<number>
  touchlineReadViewers(viewers: string, ttlMs: number): Promise<number>
}

const scripts = {
  touchlinePublish: { lua: PUBLISH_SCRIPT, numberOfKeys: 2 },
  touchlineRead: { lua: READ_SCRIPT, numberOfKeys: 2 },
  touchlineAnnounce: { lua: ANNOUNCE_SCRIPT, numberOfKeys: 1 },
  touchlineReportViewers: { lua: REPORT_VIEWERS_SCRIPT, numberOfKeys: 1 },
  touchlineReadViewers: { lua: READ_VIEWERS_SCRIPT, numberOfKeys: 1 },
}

/** Connects in the background: while the server is away, commands fail soon and `health` is `down`. */
export function createRedisBus({ url, prefix = 'touchline:', ...options }: RedisBusOptions): Bus {
  const onError = withoutRepeats(options.onError)
  const { commands, topology } = url.startsWith('redis+cluster://') ? openCluster(url, onError) : open(url, onError)
  const command = topology.isSharded ? 'SPUBLISH' : 'PUBLISH'

  const publish = async ({ match, epoch, updates, state }: BusEntry, keptMs = TIME_TO_LIVE_MS): Promise<void> => {
    const { head, log, channel } = keysOf(prefix, match)
    const wires = updates.flatMap(({ seq, wire }) => [seq, wire])
    await commands.touchlinePublish(head, log, channel, command, epoch, state, RECENT_UPDATES, keptMs, ...wires)
  }

  const owner = randomUUID()
  const canaryName = (n: number) => {
    const match = `canary:${owner}:${n}`
    return { match, channel: keysOf(prefix, match).channel }
  }
  let canaries = 0
  /** An update of a match that only this process knows. */
  const createCanary = (node: string): Canary => {
    let name = canaryName(0)
    for (let n = 1; topology.nodeOf(name.channel) !== node && n < MAX_CANARY_NAMES; n += 1) name = canaryName(n)
    const { match, channel } = name
    return {
      channel,
      send() {
        // Never the same again: what the bus has already it would not send.
        canaries += 1
        const update = { seq: canaries, wire: String(canaries) }
        return publish({ match, epoch: '', updates: [update], state: '' }, CANARY_KEPT_MS)
      },
    }
  }

  const subscriber = new RedisSubscriber({ topology, createCanary, onError })

  return {
    get health() {
      return subscriber.health
    },
    watchHealth: (watcher) => subscriber.watchHealth(watcher),

    publish: (entry) => publish(entry),

    async read(match) {
      const { head, log } = keysOf(prefix, match)
      return toSnapshot(await commands.touchlineRead(head, log))
    },

    async readHeads(matches) {
      const heads: (Position | undefined)[] = []
      for (const some of inParts(matches)) {
        const found = await Promise.all(some.map((match) => commands.hmget(keysOf(prefix, match).head, 'epoch', 'seq')))
        heads.push(...found.map(([epoch, seq]) => (epoch && seq ? { epoch, seq: Number(seq) } : undefined)))
      }
      return heads
    },

    subscribe: (match, listener) => subscriber.subscribe(keysOf(prefix, match).channel, listener),

    async announce(member) {
      const fleet = await commands.touchlineAnnounce(`${prefix}fleet`, FLEET_TTL_MS, member.id, JSON.stringify(member))
      return fleet.map((description) => JSON.parse(description) as FleetMember)
    },

    async reportViewers(gateway, counts) {
      for (const some of inParts([...counts])) {
        const reports = some.map(([match, count]) =>
          commands.touchlineReportViewers(keysOf(prefix, match).viewers, VIEWERS_TTL_MS, gateway, count),
        )
        await Promise.all(reports)
      }
    },

    readViewers: (match) => commands.touchlineReadViewers(keysOf(prefix, match).viewers, VIEWERS_TTL_MS),

    async close() {
      subscriber.close()
      commands.disconnect()
    },
  }
}

interface Connected {
  readonly commands: Commands
  readonly topology: Topology
}

function open(url: string, onError: (error: Error) => void): Connected {
  const redis = connectRedis(url, { enableAutoPipelining: true, scripts })
  redis.on('error', onError)
  return { commands: redis as Redis & Commands, topology: oneServer(url) }
}

function openCluster(url: string, onError: (error: Error) => void): Connected {
  const cluster = connectCluster(url, { scripts })
  cluster.on('error', onError)
  cluster.on('node error', onError)
  return { commands: cluster as Cluster & Commands, topology: clusterMasters(url, cluster) }
}

function* inParts<T>(items: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < items.length; from += MATCHES_AT_ONCE) yield items.slice(from, from + MATCHES_AT_ONCE)
}

function toSnapshot([epoch, seq, state, ...log]: string[]): BusSnapshot | undefined {
  if (epoch === undefined || seq === undefined || state === undefined) return undefined
  const recent: BusUpdate[] = []
  for (let i = 0; i < log.length; i += 2) recent.push({ wire: log[i] as string, seq: Number(log[i + 1]) })
  return { epoch, seq: Number(seq), state, recent }
}
