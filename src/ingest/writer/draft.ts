import { type Change, type ChangeKind, type Decision, decide, effectiveOf, type KeptEvent } from '../../match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../../match/event.ts'
import { type Folded, foldNext } from '../../match/fold.ts'
import { History } from '../../match/history.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import type { Sport, Warning } from '../../sports/contract/sport.ts'
import type { LoggedUpdate, MatchWrite, StoredMatch } from '../../store/match-store.ts'
import { correctionOf, type Logged, toLoggedUpdate } from './logged-update.ts'
import { randomVersion } from './versions.ts'

/** The result of a change. `seq` is absent if viewers were told nothing. */
export interface Outcome {
  readonly id: string
  readonly status: 'applied' | 'duplicate' | 'superseded'
  readonly seq?: number
  readonly warnings?: readonly Warning[]
}

/** A change that is impossible: other content under an id that is taken, or an unknown event. */
export interface Refused {
  readonly id: string
  readonly status: 'conflict' | 'unknown-event'
}

export interface DraftOptions {
  readonly match: StoredMatch
  readonly sport: Sport
  /** When the changes were accepted, in ms. */
  readonly at: number
  /** The history of the match in this version, if it is remembered. The draft changes it. */
  readonly history?: History | undefined
  /** Called only if a change is not the last in order and there is no history. */
  readEffective(): Promise<EffectiveEvent[]>
  /** Awaited between pieces of work that may take long. */
  endTurn(): Promise<void>
}

/** Once a draft has folded this many events again, it no longer makes the state after each single change. */
export const MAX_FOLDED_AGAIN = 50_000
/** Events between two looks at the time; they take some milliseconds. */
const FOLDED_AT_ONCE = 200

/**
 * A working copy of one match: changes are tried on it one after another, then all is written at once. It reads the
 * database only for the history, when events have to be folded again.
 */
export class Draft {
  readonly #options: DraftOptions
  readonly #at: number
  /** What each feed has sent, as far as the draft was told. By feed, then by event id. */
  readonly #kept = new Map<string, Map<string, KeptEvent>>()
  readonly #touched = new Map<string, KeptEvent>()
  readonly #updates: LoggedUpdate[] = []
  #fixture: Fixture
  #folded: Folded
  #seq: number
  #arrivals: number
  #history: History | undefined
  #foldedAgain = 0
  /** Logs the last update once more. Defined while the state after that update has not been folded. */
  #logAgain: (() => void) | undefined

  constructor(options: DraftOptions) {
    this.#options = options
    const { fixture, folded, seq, arrivals } = options.match
    // The clocks of replicas differ, but time must never run back within a match.
    this.#at = Math.max(options.at, folded.reduced.state.updatedAt)
    this.#history = options.history
    this.#fixture = fixture
    this.#folded = folded
    this.#seq = seq
    this.#arrivals = arrivals
  }

  get seq(): number {
    return this.#seq
  }

  /** How many events have arrived. */
  get arrivals(): number {
    return this.#arrivals
  }

  get state(): MatchState {
    return this.#folded.reduced.state
  }

  /** True once it has folded so much that the requests behind should get a transaction of their own. */
  get isCostly(): boolean {
    return this.#foldedAgain >= MAX_FOLDED_AGAIN
  }

  /** The history of the match as the draft leaves it; undefined if no change needed it. */
  get history(): History | undefined {
    return this.#history
  }

  /** Tells the draft what a feed has sent so far: at least the events that the feed's changes name. */
  learn(feed: string, kept: readonly KeptEvent[]): void {
    const known = this.#keptOf(feed)
    for (const item of kept) known.set(item.id, item)
  }

  /** The feed's events that the draft was told of, by arrival. */
  keptBy(feed: string): KeptEvent[] {
    return [...this.#keptOf(feed).values()].sort((a, b) => a.arrival - b.arrival)
  }

  has(feed: string, eventId: string): boolean {
    return this.#keptOf(feed).has(eventId)
  }

  /** The updates of an event that the draft has made. */
  updatesOf(feed: string, eventId: string): LoggedUpdate[] {
    return this.#updates.filter((update) => update.eventId === eventId && update.feed === feed)
  }

  async apply(feed: string, change: Change): Promise<Outcome | Refused> {
    const id = 'event' in change ? change.event.id : change.id
    const before = this.#keptOf(feed).get(id)
    const decision = decide(before, change, { feed, at: this.#options.at, arrival: this.#arrivals })
    switch (decision.kind) {
      case 'apply':
        return this.#count(decision, before, change)
      case 'remember':
        this.#keep(decision.kept)
        return { id, status: decision.status }
      case 'conflict':
      case 'unknown-event':
        return { id, status: decision.kind }
      default:
        return { id, status: decision.kind, ...(before?.seq !== undefined && { seq: before.seq }) }
    }
  }

  /** Folds everything again under the new fixture, because its format may change what events mean. */
  async changeFixture(feed: string, fixture: Fixture): Promise<void> {
    const before = this.#folded.reduced.state
    this.#fixture = fixture
    this.#history = undefined
    this.#folded = await this.#foldHistory(await this.#openHistory())
    this.#log({ kind: 'fixture', feed, before })
  }

  /** Call after the changes of one request. Its last update then leads to the state after all of them. */
  async finishRequest(): Promise<void> {
    const logAgain = this.#logAgain
    if (logAgain === undefined) return
    this.#logAgain = undefined
    this.#folded = await this.#foldHistory(await this.#openHistory())
    this.#updates.pop()
    this.#seq -= 1
    logAgain()
  }

  /** What has to be written; undefined if the changes changed nothing. */
  write(): MatchWrite | undefined {
    if (this.#touched.size === 0 && this.#updates.length === 0) return undefined
    const { match } = this.#options
    return {
      match: {
        ...match,
        fixture: this.#fixture,
        folded: this.#folded,
        seq: this.#seq,
        version: randomVersion(),
        arrivals: this.#arrivals,
      },
      replaces: match.version,
      kept: [...this.#touched.values()],
      updates: this.#updates,
    }
  }

  async #count(
    decision: Extract<Decision, { kind: 'apply' }>,
    previous: KeptEvent | undefined,
    change: Change,
  ): Promise<Outcome> {
    const { sport } = this.#options
    const before = this.#folded.reduced.state
    const kept = { ...decision.kept, seq: this.#seq + 1 }
    const event = kept.event as MatchEvent
    const warnings = decision.as === 'delete' ? [] : sport.surprises(before, event)
    const isFolded = await this.#fold(decision.as, kept)
    this.#keep(kept)
    const log = () => {
      const score = { before: before.score, after: this.#folded.reduced.state.score }
      const correction = correctionOf(sport, { as: decision.as, event, previous, change, score })
      this.#log({ kind: decision.as, feed: kept.feed, event, before, ...(correction && { correction }) })
    }
    log()
    this.#logAgain = isFolded ? undefined : log
    return { id: kept.id, status: 'applied', seq: kept.seq, ...(warnings.length > 0 && { warnings }) }
  }

  /** @returns false if the state after the event will be folded later, by `finishRequest` */
  async #fold(as: ChangeKind, kept: KeptEvent): Promise<boolean> {
    const effective = effectiveOf(kept)
    if (as === 'add' && effective !== undefined && this.#history === undefined) {
      const next = foldNext(this.#options.sport, this.#folded, effective)
      if (next !== undefined) {
        this.#folded = next
        return true
      }
    }
    const history = await this.#openHistory()
    setIn(history, kept)
    if (this.isCostly) return false
    this.#folded = await this.#foldHistory(history)
    return true
  }

  async #openHistory(): Promise<History> {
    if (this.#history !== undefined) return this.#history
    const history = new History(this.#options.sport, this.#fixture, await this.#options.readEffective())
    for (const kept of this.#touched.values()) setIn(history, kept)
    this.#history = history
    return history
  }

  async #foldHistory(history: History): Promise<Folded> {
    for (let count = FOLDED_AT_ONCE; count === FOLDED_AT_ONCE; ) {
      count = history.foldSome(FOLDED_AT_ONCE)
      this.#foldedAgain += count
      if (count === FOLDED_AT_ONCE) await this.#options.endTurn()
    }
    return history.fold()
  }

  #keptOf(feed: string): Map<string, KeptEvent> {
    let kept = this.#kept.get(feed)
    if (kept === undefined) {
      kept = new Map()
      this.#kept.set(feed, kept)
    }
    return kept
  }

  #keep(kept: KeptEvent): void {
    // Not the same as "is the event new": an add after an early delete that was undone takes a new rank.
    if (kept.arrival === this.#arrivals) this.#arrivals += 1
    this.#keptOf(kept.feed).set(kept.id, kept)
    this.#touched.set(`${kept.id}\n${kept.feed}`, kept)
  }

  #log(logged: Omit<Logged, 'match' | 'seq' | 'at' | 'after'>): void {
    const { reduced, tail } = this.#folded
    const after = { ...reduced.state, updatedAt: this.#at }
    this.#folded = { reduced: { ...reduced, state: after }, tail }
    this.#seq += 1
    this.#updates.push(toLoggedUpdate({ ...logged, match: this.#fixture.match, seq: this.#seq, at: this.#at, after }))
  }
}

/** Sets an event that stands, or removes one that does not. */
function setIn(history: History, kept: KeptEvent): void {
  const effective = effectiveOf(kept)
  if (effective === undefined) history.remove(kept.arrival)
  else history.set(effective)
}
