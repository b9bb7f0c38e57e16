import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Position } from '../protocol/messages.ts'
import { type Bus, type BusSnapshot, type BusUpdate, FLEET_TTL_MS, type FleetMember, RECENT_UPDATES } from './bus.ts'
import { connectRedis } from './connect-redis.ts'
import { ANNOUNCE_SCRIPT, keysOf, PUBLISH_SCRIPT, READ_SCRIPT } from './redis-scripts.ts'
import { RedisSubscriber } from './redis-subscriber.ts'

/** Longer than any match with its corrections; the database knows older ones. */
const TIME_TO_LIVE_MS = 3 * 24 * 3_600_000
/** A command that takes longer has met a paused or drowning server. */
const COMMAND_TIMEOUT_MS = 2_000

export interface RedisBusOptions {
  readonly url: string
  /** Put before every key and channel, so that several installations may share a server. */
  readonly prefix?: string
  /** Told of every connection error; they repeat while the server is away. */
  onError(error: Error): void
}

interface ScriptedRedis extends Redis {
  touchlinePublish(head: string, log: string, channel: string, ...args: (string | number)[]): Promise<number>
  touchlineRead(head: string, log: string): Promise<string[]>
  touchlineAnnounce(fleet: string, ttlMs: number, id: string, description: string): Promise<string[]>
}

/** Connects in the background: while the server is away, commands fail at once and `health` is `down`. */
export function createRedisBus({ url, prefix = 'touchline:', onError }: RedisBusOptions): Bus {
  const commands = connectRedis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableAutoPipelining: true,
    scripts: {
      touchlinePublish: { lua: PUBLISH_SCRIPT, numberOfKeys: 3 },
      touchlineRead: { lua: READ_SCRIPT, numberOfKeys: 2 },
      touchlineAnnounce: { lua: ANNOUNCE_SCRIPT, numberOfKeys: 1 },
    },
  }) as ScriptedRedis
  commands.on('error', onError)
  const listening = connectRedis(url, { autoResubscribe: false, commandTimeout: COMMAND_TIMEOUT_MS })
  listening.on('error', onError)
  const subscriber = new RedisSubscriber({
    client: listening,
    canary: `${prefix}canary:${randomUUID()}`,
    publishCanary: (channel) => commands.publish(channel, ''),
  })

  return {
    get health() {
      return subscriber.health
    },
    watchHealth: (watcher) => subscriber.watchHealth(watcher),

    async publish({ match, epoch, updates, state }) {
      const { head, log, channel } = keysOf(prefix, match)
      const wires = updates.flatMap(({ seq, wire }) => [seq, wire])
      const settings = [epoch, state, RECENT_UPDATES, TIME_TO_LIVE_MS, 'PUBLISH']
      await commands.touchlinePublish(head, log, channel, ...settings, ...wires)
    },

    async read(match) {
      const { head, log } = keysOf(prefix, match)
      return toSnapshot(await commands.touchlineRead(head, log))
    },

    readHeads: (matches) =>
      Promise.all(
        matches.map(async (match): Promise<Position | undefined> => {
          const [epoch, seq] = await commands.hmget(keysOf(prefix, match).head, 'epoch', 'seq')
          return epoch && seq ? { epoch, seq: Number(seq) } : undefined
        }),
      ),

    subscribe: (match, listener) => subscriber.subscribe(keysOf(prefix, match).channel, listener),

    async announce(member) {
      const fleet = await commands.touchlineAnnounce(`${prefix}fleet`, FLEET_TTL_MS, member.id, JSON.stringify(member))
      return fleet.map((description) => JSON.parse(description) as FleetMember)
    },

    async close() {
      await subscriber.close()
      commands.disconnect()
    },
  }
}

function toSnapshot([epoch, seq, state, ...log]: string[]): BusSnapshot | undefined {
  if (epoch === undefined || seq === undefined || state === undefined) return undefined
  const recent: BusUpdate[] = []
  for (let i = 0; i < log.length; i += 2) recent.push({ wire: log[i] as string, seq: Number(log[i + 1]) })
  return { epoch, seq: Number(seq), state, recent }
}
