import type { Bus, BusEntry, BusUpdate } from '../bus/bus.ts'
import { isNewer, RECENT_UPDATES } from '../bus/bus.ts'
import type { ChangePlace, MatchHead, MatchStore } from '../store/match-store.ts'

export interface RelayOptions {
  readonly store: Pick<MatchStore, 'readHeadsChangedAfter' | 'readSnapshot' | 'readUpdates'>
  readonly bus: Bus
  /** Told once when sweeping begins to fail, and once when it works again. */
  onHealth(health: 'up' | 'down', error?: Error): void
  /** Told how many updates had to be sent again. */
  onSwept(updates: number): void
}

export interface Relay {
  /** Publishes the updates of a commit. If that fails, a sweep sends them again. Never throws. */
  publish(entry: BusEntry): void
  close(): Promise<void>
}

const SWEEP_MS = 1_000
/** Younger commits are left alone: the replica that made them is still publishing them. */
const DIRECT_WAY_MS = 300
/** Replicas' clocks may differ by this much. */
const CLOCK_SKEW_MS = 5_000
/** How far to look back at the start and after an outage: a Redis may come back with data that it saved long ago. */
const LOOK_BACK_MS = 24 * 3_600_000
/** Matches that changed lately are compared again this often: somebody may empty a Redis without an outage. */
const GLANCE_EVERY_MS = 60_000
const GLANCE_BACK_MS = 15 * 60_000
const PAGE = 500
const REPUBLISH_AT_ONCE = 8

/**
 * Sends updates again that are in the log but not on the bus. The log itself is the outbox, so an append needs no second
 * write: the relay compares the heads of recently changed matches in the database with those on the bus. Every ingest
 * replica runs one, because publishing is idempotent.
 */
export function startRelay({ store, bus, onHealth, onSwept }: RelayOptions): Relay {
  let sweepFrom = Date.now() - LOOK_BACK_MS
  let glanceAt = Date.now() + GLANCE_EVERY_MS
  let isFailing = false
  let isClosed = false
  let sweeping: Promise<void> = Promise.resolve()

  const lookBack = (ms: number) => {
    sweepFrom = Math.min(sweepFrom, Date.now() - ms)
  }

  const sweep = async (): Promise<void> => {
    if (Date.now() >= glanceAt) {
      glanceAt = Date.now() + GLANCE_EVERY_MS
      lookBack(GLANCE_BACK_MS)
    }
    const from = sweepFrom
    const until = Date.now() - DIRECT_WAY_MS
    // Set before the sweep, so that an outage during the sweep can set it back.
    sweepFrom = until - CLOCK_SKEW_MS
    try {
      await sweepBetween(from, until)
    } catch (error) {
      sweepFrom = Math.min(sweepFrom, from)
      throw error
    }
  }

  const sweepBetween = async (from: number, until: number): Promise<void> => {
    let place: ChangePlace | undefined = { changedAt: from, match: '' }
    while (place !== undefined && !isClosed) {
      const heads: MatchHead[] = await store.readHeadsChangedAfter(place, PAGE)
      await republishBehind(heads.filter(({ changedAt, seq }) => seq > 0 && changedAt <= until))
      place = heads[PAGE - 1]
    }
  }

  const republishBehind = async (heads: readonly MatchHead[]): Promise<void> => {
    const onBus = await bus.readHeads(heads.map(({ match }) => match))
    const behind = heads.flatMap((head, index) => {
      const known = onBus[index]
      if (known !== undefined && !isNewer(head, known)) return []
      return { match: head.match, after: known?.epoch === head.epoch ? known.seq : 0 }
    })
    const worker = async () => {
      for (let next = behind.pop(); next && !isClosed; next = behind.pop()) onSwept(await republish(store, bus, next))
    }
    await Promise.all(Array.from({ length: REPUBLISH_AT_ONCE }, worker))
  }

  const run = async (): Promise<void> => {
    try {
      await sweep()
      if (isFailing) onHealth('up')
      isFailing = false
    } catch (error) {
      if (!isFailing && !isClosed) onHealth('down', error as Error)
      isFailing = true
    }
  }

  bus.watchHealth((health) => {
    if (health === 'up') lookBack(LOOK_BACK_MS)
  })
  let timer: NodeJS.Timeout
  const schedule = () => {
    timer = setTimeout(() => {
      sweeping = run().then(() => {
        if (!isClosed) schedule()
      })
    }, SWEEP_MS).unref()
  }
  schedule()

  return {
    publish(entry) {
      bus.publish(entry).catch(() => {
        // The update is in the log, so it is not lost: the next sweep sends it.
      })
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await sweeping
    },
  }
}

interface Behind {
  readonly match: string
  /** The last seq that the bus has. */
  readonly after: number
}

/** Sends the updates of one match that the bus lacks, at most as many as the bus keeps. @returns how many were sent */
async function republish(store: RelayOptions['store'], bus: Bus, { match, after }: Behind): Promise<number> {
  const snapshot = await store.readSnapshot(match)
  if (snapshot === undefined) return 0
  const from = Math.max(after, snapshot.seq - RECENT_UPDATES)
  const updates = await store.readUpdates(match, from, RECENT_UPDATES)
  const upToSnapshot = updates.filter(({ seq }) => seq <= snapshot.seq)
  const [first, ...rest] = upToSnapshot as [BusUpdate?, ...BusUpdate[]]
  if (first === undefined) return 0
  await bus.publish({ ...snapshot, updates: [first, ...rest] })
  return upToSnapshot.length
}
