import type { Position } from '../../protocol/messages.ts'
import type { Audience } from '../audience.ts'
import { type Bus, type BusEntry, type BusSnapshot, type BusUpdate, type Published, RECENT_UPDATES } from '../bus.ts'
import type { FleetChannel } from '../fleet-channel.ts'
import type { Suspects } from '../suspects.ts'
import { OTHER_COMMANDS, UPDATE_COMMANDS } from './acl-rules.ts'
import { createRedisAudience } from './redis-audience.ts'
import { createCanaries } from './redis-canaries.ts'
import { RedisChanges } from './redis-changes.ts'
import { createRedisClient, inPortions } from './redis-client.ts'
import { createRedisFleetChannel } from './redis-fleet-channel.ts'
import { keysOf } from './redis-scripts.ts'
import { RedisSubscriber } from './redis-subscriber.ts'
import { createRedisSuspects } from './redis-suspects.ts'
import { withoutRepeats } from './repeated-errors.ts'

/** Longer than any match with its corrections; the database knows older ones. */
const TIME_TO_LIVE_MS = 3 * 24 * 3_600_000
const CANARY_KEPT_MS = 10_000

export interface RedisBusOptions {
  /** See `parseRedisUrl`. */
  readonly url: string
  /** Put before every key and channel, so that several installations may share a server. */
  readonly prefix?: string
  /** Told of connection errors; of a repeated one every ten seconds. */
  onError(error: Error): void
}

/** Connects in the background: while the server is away, commands fail soon and `health` is `down`. */
export function createRedisBus({
  url,
  prefix = 'touchline:',
  ...options
}: RedisBusOptions): Bus & FleetChannel & Audience & Suspects {
  const onError = withoutRepeats(options.onError)
  const { commands, topology } = createRedisClient(url, onError)
  const command = topology.isSharded ? 'SPUBLISH' : 'PUBLISH'

  const updating = Object.entries(UPDATE_COMMANDS)
  const rights = [updating.length, ...[...updating, ...Object.entries(OTHER_COMMANDS)].flat()] as const
  const changes = new RedisChanges(commands, prefix)

  const publish = async ({ match, epoch, updates, state, trace }: BusEntry): Promise<Published> => {
    const { head, log, channel } = keysOf(prefix, match)
    const published = await commands.touchlinePublish(
      head,
      log,
      channel,
      command,
      epoch,
      state,
      RECENT_UPDATES,
      TIME_TO_LIVE_MS,
      trace === undefined ? '' : ` ${trace}`,
      ...wiresOf(updates),
    )
    const { seq } = updates[updates.length - 1] as BusUpdate
    if (published === 'taken') changes.note(match, { epoch, seq })
    return published
  }

  const replace = async (match: string, { epoch, seq, state, recent }: BusSnapshot): Promise<void> => {
    const { head, log, channel } = keysOf(prefix, match)
    const wires = wiresOf(recent.slice(-RECENT_UPDATES))
    await commands.touchlineReplace(head, log, channel, command, epoch, seq, state, TIME_TO_LIVE_MS, ...wires)
    changes.note(match, { epoch, seq })
  }

  const createCanary = createCanaries({
    prefix,
    topology,
    async send(key, channel) {
      const refused = await commands.touchlineCanary(key, channel, command, CANARY_KEPT_MS, ...rights)
      if (refused.length > 0) onError(new Error(`NOPERM this user may not run ${refused.join(', ')} on ${key}`))
    },
  })
  const subscriber = new RedisSubscriber({ topology, createCanary, onError })

  return {
    ...createRedisFleetChannel({ commands, isSharded: topology.isSharded, subscriber, prefix }),
    ...createRedisAudience(commands, prefix),
    ...createRedisSuspects(commands, prefix),
    get health() {
      return subscriber.health
    },
    canaryAgeMs: () => subscriber.canaryAgeMs,
    watchHealth: (watcher) => subscriber.watchHealth(watcher),

    // A bucket has a tag of its own, so that a cluster spreads them.
    takeTokens: (bucket, { perSecond, burst }, wanted) =>
      commands.touchlineTakeTokens(`${prefix}{tokens:${bucket}}`, perSecond, burst, wanted),

    publish,

    restart: replace,

    remove: (match, epoch) => replace(match, { epoch, seq: 0, state: '', recent: [] }),

    async read(match) {
      const { head, log } = keysOf(prefix, match)
      return toSnapshot(await commands.touchlineRead(head, log))
    },

    async readHeads(matches) {
      const heads: (Position | undefined)[] = []
      for (const portion of inPortions(matches)) {
        const found = await Promise.all(
          portion.map((match) => commands.hmget(keysOf(prefix, match).head, 'epoch', 'seq')),
        )
        heads.push(...found.map(([epoch, seq]) => (epoch && seq ? { epoch, seq: Number(seq) } : undefined)))
      }
      return heads
    },

    async countKept(matches) {
      let kept = 0
      for (const portion of inPortions(matches)) {
        const heads = portion.map((match) => keysOf(prefix, match).head)
        // The keys of one command must share a slot of a cluster.
        const calls = topology.isSharded ? heads.map((head) => [head]) : heads.length > 0 ? [heads] : []
        const found = await Promise.all(calls.map((keys) => commands.exists(...keys)))
        kept += found.reduce((sum, count) => sum + count, 0)
      }
      return kept
    },

    readChanges: (after) => changes.read(after),

    subscribe: (match, listener) => subscriber.subscribe(keysOf(prefix, match).channel, listener),

    async close() {
      subscriber.close()
      commands.disconnect()
    },
  }
}

function wiresOf(updates: readonly BusUpdate[]): (string | number)[] {
  return updates.flatMap(({ seq, wire }) => [seq, wire])
}

function toSnapshot([epoch, seq, state, ...log]: string[]): BusSnapshot | undefined {
  if (epoch === undefined || seq === undefined || state === undefined) return undefined
  const recent: BusUpdate[] = []
  for (let i = 0; i < log.length; i += 2) recent.push({ wire: log[i] as string, seq: Number(log[i + 1]) })
  return { epoch, seq: Number(seq), state, recent }
}
