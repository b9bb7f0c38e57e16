import { DatabaseUnavailable } from '../../../src/errors.ts'
import type { KeptEvent } from '../../../src/match/change.ts'
import { effectiveOf } from '../../../src/match/change.ts'
import type { EffectiveEvent } from '../../../src/match/event.ts'
import type { LoggedUpdate, MatchStore, MatchWrite, StoredMatch } from '../../../src/store/match-store.ts'

interface FakeMatch {
  stored: StoredMatch
  readonly kept: Map<string, KeptEvent>
  readonly updates: LoggedUpdate[]
}

/** What goes wrong with one call. `lost-answer`: it is done all the same. */
export type Fault = 'away' | 'lost-answer' | 'miss'

/** The database is away; whether the call was done all the same. */
export class Away extends DatabaseUnavailable {
  readonly isDone: boolean
  constructor(isDone: boolean) {
    super('the database is not available')
    this.isDone = isDone
  }
}

/** The part of a MatchStore that ingest writes with, in memory. Nothing that goes in or out is shared. */
export class FakeStore {
  /** Every call, in order: `append m1`. */
  readonly calls: string[] = []
  readonly appends: MatchWrite[] = []
  /** Awaited by each call before it does anything. */
  before: (call: string) => Promise<void> = async () => {}
  fault: (call: string) => Fault | undefined = () => undefined
  readonly #matches = new Map<string, FakeMatch>()
  #holding: Promise<void> | undefined

  /** Appends wait until what is returned is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#holding = promise
    return () => {
      this.#holding = undefined
      resolve()
    }
  }

  get(match: string): FakeMatch {
    const found = this.#matches.get(match)
    if (found === undefined) throw new Error(`there is no match ${match}`)
    return found
  }

  /** All that stands, by arrival. */
  effective(match: string): EffectiveEvent[] {
    const kept = [...this.get(match).kept.values()].sort((a, b) => a.arrival - b.arrival)
    return copy(kept.map(effectiveOf).filter((each) => each !== undefined))
  }

  /** The match is gone, as in a database that lost its last writes. */
  lose(match: string): void {
    this.#matches.delete(match)
  }

  countCalls(name: string): number {
    return this.calls.filter((call) => call.startsWith(`${name} `)).length
  }

  readonly store = {
    create: (fixture, folded, epoch) =>
      this.#call('create', fixture.match, () => {
        if (this.#matches.has(fixture.match)) return false
        const stored = copy({ match: fixture.match, epoch, seq: 0, version: 0, fixture, folded, arrivals: 0 })
        this.#matches.set(fixture.match, { stored, kept: new Map(), updates: [] })
        return true
      }),
    read: (match) => this.#call('read', match, () => copy(this.#matches.get(match)?.stored)),
    readKept: (match, feed, ids) =>
      this.#call('readKept', match, () => this.#keptBy(match, feed).filter(({ id }) => ids.includes(id))),
    readAllKept: (match, feed) => this.#call('readAllKept', match, () => this.#keptBy(match, feed)),
    readEffective: (match) => this.#call('readEffective', match, () => this.effective(match)),
    readEventUpdates: (match, feed, id) =>
      this.#call('readEventUpdates', match, () =>
        this.get(match).updates.filter((update) => update.feed === feed && update.eventId === id),
      ),
    readHeads: ([match = '']) =>
      this.#call('readHeads', match, () => {
        const stored = this.#matches.get(match)?.stored
        return [stored && { epoch: stored.epoch, seq: stored.seq }]
      }),
    append: async (write) => {
      await this.#holding
      return this.#call('append', write.match.match, () => this.#append(copy(write)))
    },
  } satisfies Partial<MatchStore> as unknown as MatchStore

  #append(write: MatchWrite): boolean {
    const match = this.#matches.get(write.match.match)
    const { epoch, version } = match?.stored ?? {}
    if (match === undefined || epoch !== write.match.epoch || version !== write.replaces) return false
    this.appends.push(write)
    match.stored = write.match
    for (const kept of write.kept) match.kept.set(`${kept.id} ${kept.feed}`, kept)
    match.updates.push(...write.updates)
    return true
  }

  #keptBy(match: string, feed: string): KeptEvent[] {
    const kept = [...(this.#matches.get(match)?.kept.values() ?? [])]
    return copy(kept.filter((each) => each.feed === feed).sort((a, b) => a.arrival - b.arrival))
  }

  async #call<T>(name: string, match: string, work: () => T): Promise<T> {
    this.calls.push(`${name} ${match}`)
    await this.before(name)
    const fault = this.fault(name)
    if (fault === 'away') throw new Away(false)
    if (fault === 'miss') return false as T
    const result = work()
    if (fault === 'lost-answer') throw new Away(result !== false)
    return result
  }
}

function copy<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value))
}
