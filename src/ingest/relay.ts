import type { Bus, BusEntry, BusUpdate } from '../bus/bus.ts'
import { isNewer, RECENT_UPDATES } from '../bus/bus.ts'
import type { MatchHead, MatchStore } from '../store/match-store.ts'

export interface RelayOptions {
  readonly store: MatchStore
  readonly bus: Bus
  /** Told once when sweeping begins to fail, and once when it works again. */
  onHealth(health: 'up' | 'down', error?: Error): void
  /** Told how many updates had to be sent again. */
  onSwept(updates: number): void
}

export interface Relay {
  /** Sends a commit's updates at once. What fails is swept up. Never throws. */
  publish(entry: BusEntry): void
  close(): Promise<void>
}

const SWEEP_MS = 1_000
/** Commits this fresh are still on their direct way. */
const DIRECT_WAY_MS = 300
/** Replicas' clocks may differ by this much. */
const CLOCK_SKEW_MS = 5_000
/** How far back to look at start, and after an outage: a failed-over Redis may have lost what it once had. */
const LOOK_BACK_MS = 15 * 60_000
const PAGE = 500

/**
 * The outbox: what is in the log but not on the bus is sent again. The log itself is the outbox, so an append needs no second
 * write; the relay compares the heads of the matches that changed lately in the database and on the bus. Every ingest
 * replica runs one; publishing is idempotent.
 */
export function startRelay({ store, bus, onHealth, onSwept }: RelayOptions): Relay {
  let sweptUntil = Date.now() - LOOK_BACK_MS
  let isFailing = false
  let isClosed = false
  let sweeping: Promise<void> = Promise.resolve()

  const sweep = async (): Promise<void> => {
    const until = Date.now() - DIRECT_WAY_MS
    for (let from = sweptUntil - CLOCK_SKEW_MS; !isClosed; ) {
      const heads = await store.readHeadsChangedSince(from, PAGE)
      const due = heads.filter(({ changedAt, seq }) => seq > 0 && changedAt <= until)
      await republishBehind(due)
      const last = heads.at(-1)
      if (heads.length < PAGE || last === undefined || last.changedAt === from) break
      from = last.changedAt
    }
    sweptUntil = until
  }

  const republishBehind = async (heads: readonly MatchHead[]): Promise<void> => {
    const onBus = await bus.readHeads(heads.map(({ match }) => match))
    for (const [index, head] of heads.entries()) {
      const known = onBus[index]
      if (known !== undefined && !isNewer(head, known)) continue
      onSwept(await republish(store, bus, head, known?.epoch === head.epoch ? known.seq : 0))
    }
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
    if (health === 'up') sweptUntil = Math.min(sweptUntil, Date.now() - LOOK_BACK_MS)
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
        // In the log, so not lost: the next sweep sends it.
      })
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await sweeping
    },
  }
}

/** Sends what the bus lacks of one match, as far as it would keep it. @returns how many updates were sent */
async function republish(store: MatchStore, bus: Bus, head: MatchHead, after: number): Promise<number> {
  const snapshot = await store.readSnapshot(head.match)
  if (snapshot === undefined) return 0
  const from = Math.max(after, snapshot.seq - RECENT_UPDATES)
  const updates = await store.readUpdates(head.match, from, RECENT_UPDATES)
  const upToSnapshot = updates.filter(({ seq }) => seq <= snapshot.seq)
  const [first, ...rest] = upToSnapshot as [BusUpdate?, ...BusUpdate[]]
  if (first === undefined) return 0
  await bus.publish({ ...snapshot, updates: [first, ...rest] })
  return upToSnapshot.length
}
