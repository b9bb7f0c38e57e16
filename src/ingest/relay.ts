import type { Bus, BusEntry, BusUpdate } from '../bus/bus.ts'
import { isNewer, RECENT_UPDATES } from '../bus/bus.ts'
import type { Suspect, Suspects } from '../bus/suspects.ts'
import type { Position } from '../protocol/messages.ts'
import type { ChangePlace, DeletedMatch, MatchHead, MatchStore } from '../store/match-store.ts'
import { Histories, restartOnBus } from './histories.ts'

export interface RelayOptions {
  readonly store: Pick<
    MatchStore,
    | 'readHeadsChangedAfter'
    | 'readHeads'
    | 'readSnapshot'
    | 'readUpdates'
    | 'changeEpoch'
    | 'readDeletedAfter'
    | 'forgetDeleted'
  >
  readonly bus: Bus & Suspects
  /** The database's clock. */
  now(): number
  /** Told once when sweeping begins to fail, and once when it works again. */
  onHealth(health: 'up' | 'down', error?: Error): void
  /** Told how many updates had to be sent again. */
  onSwept(updates: number): void
  /** Told what became of a commit's way to the bus, and how long it took. */
  onPublished?(result: 'taken' | 'refused' | 'failed', ms: number): void
  /** Told of each match that had two histories; see `Histories`. */
  onMended(match: string, seen: Position, to?: Position): void
}

export interface Relay {
  /** Publishes the updates of a commit. If that fails, a sweep sends them again. Never throws. */
  publish(entry: BusEntry): void
  /** Takes a match that was deleted from the bus. If that fails, a sweep does it. Never throws. */
  remove(match: string, epoch: string): void
  /** A connection to the database was lost: the next one may lead to a server that lacks the last writes. */
  databaseLost(): void
  close(): Promise<void>
}

const SWEEP_MS = 1_000
/** Younger commits are left alone: the replica that made them is still publishing them. */
const DIRECT_WAY_MS = 300
/** Replicas know the database's clock to within this much, and a commit may take as long. */
const CLOCK_SKEW_MS = 5_000
/** How far to look back at the start and after an outage: a Redis may come back with data that it saved long ago, a database without its last writes. */
const LOOK_BACK_MS = 24 * 3_600_000
/** How often the bus is asked whether it still has the matches that changed lately: somebody may empty a Redis without an outage. */
const GLANCE_EVERY_MS = 60_000
const GLANCE_BACK_MS = 15 * 60_000
/** How long deleted matches are remembered: longer than any bus keeps a match. */
const DELETED_KNOWN_MS = 7 * 24 * 3_600_000
const FORGET_EVERY_MS = 3_600_000
const PAGE = 500
const AT_ONCE = 8

/**
 * Sends updates again that are in the log but not on the bus. The log itself is the outbox, so an append needs no second
 * write: the relay compares the heads of recently changed matches in the database with those on the bus. Every ingest
 * replica runs one, because publishing is idempotent.
 *
 * A match of which the bus has what the database has not is mended, whether the relay, a publish or a gateway found it.
 */
export function startRelay({
  store,
  bus,
  now,
  onHealth,
  onSwept,
  onMended,
  onPublished = () => {},
}: RelayOptions): Relay {
  const histories = new Histories({ store, bus, now, onMended })
  /** Matches to look at; with a place if a gateway has seen it there. */
  const suspects = new Map<string, Suspect | undefined>()
  let lookFrom: number | undefined
  let sweepFrom = now() - LOOK_BACK_MS
  let glanceAt = performance.now() + GLANCE_EVERY_MS
  let forgetAt = 0
  let isFailing = false
  let isClosed = false
  let sweeping: Promise<void> = Promise.resolve()

  const lookBack = (ms: number) => {
    lookFrom = Math.max(ms, lookFrom ?? 0)
  }

  const publish = async (entry: BusEntry): Promise<'taken' | 'refused'> => {
    if ((await bus.publish(entry)) === 'taken') return 'taken'
    suspects.set(entry.match, undefined)
    return 'refused'
  }

  const sweep = async (): Promise<void> => {
    const isGlance = performance.now() >= glanceAt
    if (isGlance) glanceAt = performance.now() + GLANCE_EVERY_MS
    const at = now()
    const until = at - DIRECT_WAY_MS
    // The clock may have been set back.
    const from = Math.min(sweepFrom, until - CLOCK_SKEW_MS, at - (lookFrom ?? 0))
    // Set before the sweep, so that an outage during the sweep can set it back.
    lookFrom = undefined
    sweepFrom = until - CLOCK_SKEW_MS
    try {
      await sweepBetween(isGlance ? Math.min(from, at - GLANCE_BACK_MS) : from, until, async (heads) => {
        await fillIfEmptied(heads.filter(({ changedAt }) => changedAt < from))
        await compare(heads.filter(({ changedAt }) => changedAt >= from))
      })
      await sweepDeleted(from, until)
    } catch (error) {
      sweepFrom = Math.min(sweepFrom, from)
      throw error
    }
    for (const suspect of await bus.takeSuspects()) suspects.set(suspect.match, suspect)
    await mendSuspects()
  }

  const sweepBetween = async (
    from: number,
    until: number,
    look: (heads: readonly MatchHead[]) => Promise<void>,
  ): Promise<void> => {
    let place: ChangePlace | undefined = { changedAt: from, match: '' }
    while (place !== undefined && !isClosed) {
      const heads: MatchHead[] = await store.readHeadsChangedAfter(place, PAGE)
      await look(heads.filter(({ changedAt }) => changedAt <= until))
      place = heads[PAGE - 1]
    }
  }

  /** Asks the bus for the count alone: it has rarely been emptied. */
  const fillIfEmptied = async (heads: readonly MatchHead[]): Promise<void> => {
    const told = heads.filter(({ seq }) => seq > 0)
    if ((await bus.countKept(told.map(({ match }) => match))) < told.length) await compare(told)
  }

  const sweepDeleted = async (from: number, until: number): Promise<void> => {
    let place: ChangePlace | undefined = { changedAt: from, match: '' }
    while (place !== undefined && !isClosed) {
      const page: DeletedMatch[] = await store.readDeletedAfter(place, PAGE)
      const deleted = page.filter(({ changedAt }) => changedAt <= until)
      const onBus = await bus.readHeads(deleted.map(({ match }) => match))
      const known = deleted.filter(({ epoch }, index) => (onBus[index]?.epoch ?? '') < epoch)
      await together(known, ({ match, epoch }) => bus.remove(match, epoch))
      place = page[PAGE - 1]
    }
    if (performance.now() < forgetAt) return
    forgetAt = performance.now() + FORGET_EVERY_MS
    await store.forgetDeleted(now() - DELETED_KNOWN_MS)
  }

  const compare = async (heads: readonly MatchHead[]): Promise<void> => {
    const onBus = await bus.readHeads(heads.map(({ match }) => match))
    const behind = heads.flatMap((head, index) => {
      const known = onBus[index]
      // A match without updates is not on the bus, unless another epoch of it is.
      if (known === undefined ? head.seq === 0 : !isNewer(head, known)) return []
      return { match: head.match, known }
    })
    await suspectAhead(heads, onBus)
    await together(behind, async (each) => onSwept(await republish(each)))
  }

  /** The bus may have moved on since the database was read, so the database is read again. */
  const suspectAhead = async (heads: readonly MatchHead[], onBus: readonly (Position | undefined)[]): Promise<void> => {
    const ahead = heads.flatMap((head, index) => {
      const known = onBus[index]
      return known !== undefined && isNewer(known, head) ? { match: head.match, known } : []
    })
    if (ahead.length === 0) return
    const headsNow = await store.readHeads(ahead.map(({ match }) => match))
    for (const [index, { match, known }] of ahead.entries()) {
      const head = headsNow[index]
      if (head === undefined || isNewer(known, head)) suspects.set(match, undefined)
    }
  }

  /** Sends the updates of one match that the bus lacks, at most as many as the bus keeps. @returns how many were sent */
  const republish = async ({ match, known }: Behind): Promise<number> => {
    const snapshot = await store.readSnapshot(match)
    if (snapshot === undefined) return 0
    if (known !== undefined && known.epoch !== snapshot.epoch) {
      return (await restartOnBus({ store, bus }, match))?.recent.length ?? 0
    }
    const from = Math.max(known?.seq ?? 0, snapshot.seq - RECENT_UPDATES)
    const updates = await store.readUpdates(match, from, RECENT_UPDATES)
    const upToSnapshot = updates.filter(({ seq }) => seq <= snapshot.seq)
    const [first, ...rest] = upToSnapshot as [BusUpdate?, ...BusUpdate[]]
    if (first === undefined) return 0
    await publish({ ...snapshot, updates: [first, ...rest] })
    return upToSnapshot.length
  }

  const mendSuspects = async (): Promise<void> => {
    const taken = [...suspects]
    suspects.clear()
    await together(taken, async ([match, seen]) => {
      try {
        if (!(await histories.mend(match, seen))) suspects.set(match, seen)
      } catch (error) {
        suspects.set(match, seen)
        throw error
      }
    })
  }

  const together = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
    const waiting = [...items]
    const worker = async () => {
      for (let next = waiting.pop(); next !== undefined && !isClosed; next = waiting.pop()) await work(next)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }

  const run = async (): Promise<void> => {
    try {
      await sweep()
      if (isFailing) onHealth('up')
      isFailing = false
    } catch (error) {
      // When it works again, it may be another server.
      lookBack(LOOK_BACK_MS)
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
      const from = performance.now()
      const told = (result: 'taken' | 'refused' | 'failed') => onPublished(result, performance.now() - from)
      publish(entry).then(told, () => {
        told('failed')
        // The update is in the log, so it is not lost: the next sweep sends it.
      })
    },
    remove(match, epoch) {
      bus.remove(match, epoch).catch(() => {
        // The next sweep does it.
      })
    },
    databaseLost: () => lookBack(LOOK_BACK_MS),
    async close() {
      isClosed = true
      clearTimeout(timer)
      await sweeping
    },
  }
}

interface Behind {
  readonly match: string
  /** What the bus has. */
  readonly known: Position | undefined
}
