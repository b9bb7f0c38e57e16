import type { Bus, BusEntry, BusUpdate } from '../../bus/bus.ts'
import { isNewer, RECENT_UPDATES } from '../../bus/bus.ts'
import type { Suspects } from '../../bus/suspects.ts'
import type { Position } from '../../protocol/messages.ts'
import type { ChangePlace, DeletedMatch, MatchHead, MatchStore } from '../../store/match-store.ts'
import { sideBySide } from '../side-by-side.ts'
import { restartOnBus } from './histories.ts'
import type { Suspected } from './suspected.ts'

export interface SweepOptions {
  readonly store: Pick<
    MatchStore,
    'readHeadsChangedAfter' | 'readHeads' | 'readSnapshot' | 'readUpdates' | 'readDeletedAfter' | 'forgetDeleted'
  >
  readonly bus: Bus & Suspects
  /** The database's clock. */
  now(): number
  readonly suspected: Suspected
  /** Told how many updates had to be sent again. */
  onSwept(updates: number): void
}

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

/** Compares what the database has of matches that changed lately with what the bus has, and sends the bus what it lacks. */
export class Sweep {
  readonly #options: SweepOptions
  /** The next run begins here, by the time of changes. */
  #from: number
  /** The next run begins at least this long ago; set by an outage. */
  #lookBackMs = 0
  /** Matches that were left alone in the last run, as they had just changed: what they had then is on its way no longer. */
  #young: ReadonlyMap<string, MatchHead> = new Map()
  #glanceAt = performance.now() + GLANCE_EVERY_MS
  #forgetAt = 0
  #isOver = false

  constructor(options: SweepOptions) {
    this.#options = options
    this.#from = options.now() - LOOK_BACK_MS
  }

  /** The bus or the database may be another one now, or may have lost its last writes. */
  lookBack(): void {
    this.#lookBackMs = LOOK_BACK_MS
  }

  /** A run that is under way begins nothing more. */
  end(): void {
    this.#isOver = true
  }

  /** A match of which the bus refuses an update has another history there. */
  async publish(entry: BusEntry): Promise<'taken' | 'refused'> {
    const { bus, suspected } = this.#options
    if ((await bus.publish(entry)) === 'taken') return 'taken'
    suspected.add(entry.match)
    return 'refused'
  }

  /** @throws if the bus or the database does not answer; the next run then begins where this one did */
  async run(): Promise<void> {
    const { bus, now, suspected } = this.#options
    const isGlance = performance.now() >= this.#glanceAt
    if (isGlance) this.#glanceAt = performance.now() + GLANCE_EVERY_MS
    const at = now()
    const until = at - DIRECT_WAY_MS
    // The clock may have been set back.
    const from = Math.min(this.#from, until - CLOCK_SKEW_MS, at - this.#lookBackMs)
    // Set before the sweep, so that an outage during the sweep can set it back.
    this.#lookBackMs = 0
    this.#from = until - CLOCK_SKEW_MS
    const young = new Map<string, MatchHead>()
    try {
      await this.#sweepChanged(isGlance ? Math.min(from, at - GLANCE_BACK_MS) : from, async (heads) => {
        const old = heads.filter(({ changedAt }) => changedAt <= until)
        await this.#fillIfEmptied(old.filter(({ changedAt }) => changedAt < from))
        await this.#compare(old.filter(({ changedAt }) => changedAt >= from))
        // Otherwise a match that is written all the time would wait until it is over.
        const still = heads.filter(({ changedAt }) => changedAt > until)
        for (const head of still) young.set(head.match, head)
        await this.#sendWhatLacks(still.flatMap(({ match }) => this.#young.get(match) ?? []))
      })
      this.#young = young
      await this.#sweepDeleted(from, until)
    } catch (error) {
      this.#from = Math.min(this.#from, from)
      throw error
    }
    for (const suspect of await bus.takeSuspects()) suspected.add(suspect.match, suspect)
    await suspected.mend(() => this.#isOver)
  }

  async #sweepChanged(from: number, look: (heads: readonly MatchHead[]) => Promise<void>): Promise<void> {
    let place: ChangePlace | undefined = { changedAt: from, match: '' }
    while (place !== undefined && !this.#isOver) {
      const heads: MatchHead[] = await this.#options.store.readHeadsChangedAfter(place, PAGE)
      await look(heads)
      place = heads[PAGE - 1]
    }
  }

  /** Asks the bus for the count alone: it has rarely been emptied. */
  async #fillIfEmptied(heads: readonly MatchHead[]): Promise<void> {
    const told = heads.filter(({ seq }) => seq > 0)
    if ((await this.#options.bus.countKept(told.map(({ match }) => match))) < told.length) await this.#compare(told)
  }

  async #sweepDeleted(from: number, until: number): Promise<void> {
    const { store, bus, now } = this.#options
    let place: ChangePlace | undefined = { changedAt: from, match: '' }
    while (place !== undefined && !this.#isOver) {
      const page: DeletedMatch[] = await store.readDeletedAfter(place, PAGE)
      const deleted = page.filter(({ changedAt }) => changedAt <= until)
      const onBus = await bus.readHeads(deleted.map(({ match }) => match))
      const known = deleted.filter(({ epoch }, index) => (onBus[index]?.epoch ?? '') < epoch)
      await this.#sideBySide(known, ({ match, epoch }) => bus.remove(match, epoch))
      place = page[PAGE - 1]
    }
    if (performance.now() < this.#forgetAt) return
    this.#forgetAt = performance.now() + FORGET_EVERY_MS
    await store.forgetDeleted(now() - DELETED_KNOWN_MS)
  }

  async #compare(heads: readonly MatchHead[]): Promise<void> {
    await this.#suspectAhead(heads, await this.#sendWhatLacks(heads))
  }

  /** @returns what the bus had before */
  async #sendWhatLacks(heads: readonly MatchHead[]): Promise<readonly (Position | undefined)[]> {
    const { bus, onSwept } = this.#options
    const onBus = await bus.readHeads(heads.map(({ match }) => match))
    const behind = heads.flatMap((head, index) => {
      const known = onBus[index]
      // A match without updates is not on the bus, unless another epoch of it is.
      if (known === undefined ? head.seq === 0 : !isNewer(head, known)) return []
      return { match: head.match, known }
    })
    await this.#sideBySide(behind, async (each) => onSwept(await this.#republish(each)))
    return onBus
  }

  /** The bus may have moved on since the database was read, so the database is read again. */
  async #suspectAhead(heads: readonly MatchHead[], onBus: readonly (Position | undefined)[]): Promise<void> {
    const { store, suspected } = this.#options
    const ahead = heads.flatMap((head, index) => {
      const known = onBus[index]
      return known !== undefined && isNewer(known, head) ? { match: head.match, known } : []
    })
    if (ahead.length === 0) return
    const headsNow = await store.readHeads(ahead.map(({ match }) => match))
    for (const [index, { match, known }] of ahead.entries()) {
      const head = headsNow[index]
      if (head === undefined || isNewer(known, head)) suspected.add(match)
    }
  }

  /** Sends the updates of one match that the bus lacks, at most as many as the bus keeps. @returns how many were sent */
  async #republish({ match, known }: Behind): Promise<number> {
    const { store } = this.#options
    const snapshot = await store.readSnapshot(match)
    if (snapshot === undefined) return 0
    if (known !== undefined && known.epoch !== snapshot.epoch) {
      return (await restartOnBus(this.#options, match))?.recent.length ?? 0
    }
    const from = Math.max(known?.seq ?? 0, snapshot.seq - RECENT_UPDATES)
    const updates = await store.readUpdates(match, from, RECENT_UPDATES)
    const upToSnapshot = updates.filter(({ seq }) => seq <= snapshot.seq)
    const [first, ...rest] = upToSnapshot as [BusUpdate?, ...BusUpdate[]]
    if (first === undefined) return 0
    await this.publish({ ...snapshot, updates: [first, ...rest] })
    return upToSnapshot.length
  }

  #sideBySide<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
    return sideBySide(items, AT_ONCE, work, () => this.#isOver)
  }
}

interface Behind {
  readonly match: string
  /** What the bus has. */
  readonly known: Position | undefined
}
