import { DatabaseUnavailable } from '../../../src/errors.ts'
import type { KeptEvent } from '../../../src/match/change.ts'
import { effectiveOf } from '../../../src/match/change.ts'
import type { EffectiveEvent } from '../../../src/match/event.ts'
import type {
  Exchange,
  LoggedUpdate,
  MatchStore,
  MatchWrite,
  ShadowUpdate,
  ShadowWrite,
  StoredMatch,
  StoredShadow,
} from '../../../src/store/match-store.ts'

interface FakeMatch {
  stored: StoredMatch
  readonly kept: Map<string, KeptEvent>
  readonly updates: LoggedUpdate[]
  readonly shadows: Map<string, StoredShadow>
  readonly shadowUpdates: (ShadowUpdate & { readonly of: string })[]
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
  readonly #deleted = new Map<string, string>()
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

  /** All of the source in charge, or another, that stands, by arrival. */
  effective(match: string, source = this.get(match).stored.source ?? ''): EffectiveEvent[] {
    const kept = this.#keptBy(match, source)
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
    create: (fixture, folded, epoch, _at, madeBy) =>
      this.#call('create', fixture.match, () => {
        if (this.#matches.has(fixture.match) || (this.#deleted.get(fixture.match) ?? '') >= epoch) return false
        const stored = copy({
          match: fixture.match,
          epoch,
          seq: 0,
          version: 0,
          fixture,
          folded,
          arrivals: 0,
          ...(madeBy !== undefined && { madeBy }),
        })
        this.#matches.set(fixture.match, {
          stored,
          kept: new Map(),
          updates: [],
          shadows: new Map(),
          shadowUpdates: [],
        })
        return true
      }),
    read: (match) => this.#call('read', match, () => copy(this.#matches.get(match)?.stored)),
    readDeleted: ([match = '']) => this.#call('readDeleted', match, () => [this.#deleted.get(match)]),
    remove: ({ match, epoch, version }, leaves) =>
      this.#call('remove', match, () => {
        const stored = this.#matches.get(match)?.stored
        if (stored?.epoch !== epoch || stored.version !== version) return false
        this.#matches.delete(match)
        this.#deleted.set(match, leaves)
        return true
      }),
    readKept: (match, source, ids) =>
      this.#call('readKept', match, () => this.#keptBy(match, source).filter(({ id }) => ids.includes(id))),
    readAllKept: (match, source) => this.#call('readAllKept', match, () => this.#keptBy(match, source)),
    readEffective: (match, source) => this.#call('readEffective', match, () => this.effective(match, source)),
    readEventUpdates: (match, source, id) =>
      this.#call('readEventUpdates', match, () => {
        const { updates, shadowUpdates } = this.get(match)
        const isMeant = (update: LoggedUpdate) => update.source === source && update.eventId === id
        return [...shadowUpdates.filter(isMeant).map(({ wire }) => ({ seq: 0, wire })), ...updates.filter(isMeant)]
      }),
    readShadow: (match, source) =>
      this.#call('readShadow', match, () => copy(this.#matches.get(match)?.shadows.get(source))),
    readShadowSources: (match) =>
      this.#call('readShadowSources', match, () => [...(this.#matches.get(match)?.shadows.keys() ?? [])]),
    appendShadow: async (write) =>
      this.#call('appendShadow', write.shadow.match, () => this.#appendShadow(copy(write))),
    exchange: async (exchange) => {
      await this.#holding
      return this.#call('exchange', exchange.write.match.match, () => this.#exchange(copy(exchange)))
    },
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
    if (write.areNew && write.kept.some(({ id, source }) => match.kept.has(`${id} ${source}`))) return false
    this.appends.push(write)
    match.stored = write.match
    keep(match, write.kept)
    match.updates.push(...write.updates)
    return true
  }

  #appendShadow({ shadow, replaces, kept, updates }: ShadowWrite): boolean {
    const match = this.#matches.get(shadow.match)
    if (match === undefined || match.stored.source === shadow.source) return false
    if (match.shadows.get(shadow.source)?.version !== replaces) return false
    match.shadows.set(shadow.source, shadow)
    keep(match, kept)
    match.shadowUpdates.push(...updates.map((update) => ({ ...update, of: shadow.source })))
    return true
  }

  #exchange({ write, comes, goes }: Exchange): boolean {
    const match = this.#matches.get(write.match.match)
    if (match?.shadows.get(comes.source)?.version !== comes.version || !this.#append(write)) return false
    match.shadows.delete(comes.source)
    if (goes === undefined) return true
    const log = match.shadowUpdates.filter(({ of }) => of === goes.source)
    match.shadows.set(goes.source, { ...goes, seq: log.at(-1)?.seq ?? 0 })
    return true
  }

  #keptBy(match: string, source: string): KeptEvent[] {
    const kept = [...(this.#matches.get(match)?.kept.values() ?? [])]
    return copy(kept.filter((each) => each.source === source).sort((a, b) => a.arrival - b.arrival))
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

function keep(match: FakeMatch, kept: readonly KeptEvent[]): void {
  for (const each of kept) match.kept.set(`${each.id} ${each.source}`, each)
}

function copy<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value))
}
