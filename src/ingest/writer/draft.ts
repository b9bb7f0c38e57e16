import {
  type Change,
  type ChangeKind,
  type Decision,
  decide,
  effectiveOf,
  isHeldBack,
  type KeptEvent,
  type Sender,
} from '../../match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../../match/event.ts'
import { type Folded, foldNext, type Reduced } from '../../match/fold.ts'
import { History } from '../../match/history.ts'
import { bytesOf } from '../../match/json-text.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import { surprisingTime } from '../../sports/contract/warnings/plausible-time.ts'
import type { Warning } from '../../sports/contract/warnings/warning.ts'
import type { ShadowUpdate, StoredMatch } from '../../store/match-store.ts'
import { correctionOf, type Logged, sourceCorrectionOf, toLoggedUpdate } from './logged-update.ts'
import type { EndTurn } from './turns.ts'

/** The result of a change. `seq` is absent if viewers were told nothing. */
export interface Outcome {
  readonly id: string
  readonly status: 'applied' | 'shadowed' | 'duplicate' | 'superseded'
  readonly seq?: number
  readonly warnings?: readonly Warning[]
  /** A delete whose add has not come: the event will count as deleted. Not part of the answer. */
  readonly isEarly?: true
}

/** A change that is impossible: other content under an id that is taken, or an unknown event. */
export interface Refused {
  readonly id: string
  readonly status: 'conflict' | 'unknown-event'
}

/** A match as one source tells it, in charge or in the shadow. */
export type Told = Pick<StoredMatch, 'match' | 'seq' | 'fixture' | 'folded' | 'arrivals'>

/** What has to be written. */
export interface Drafted extends Told {
  readonly kept: readonly KeptEvent[]
  readonly updates: readonly ShadowUpdate[]
}

/** A change that counts, and what there was before it. */
interface Counted {
  readonly as: ChangeKind
  /** With the seq that it gets. */
  readonly placed: KeptEvent
  readonly previous: KeptEvent | undefined
  readonly change: Change
  readonly reduced: Reduced
}

export interface DraftOptions {
  readonly match: Told
  readonly sport: Sport
  /** True while the source is not in charge: then no viewer is told. */
  readonly isShadow?: boolean
  /** When the changes were accepted, in ms. */
  readonly at: number
  /** The history of the match in this version, if it is remembered. The draft changes it. */
  readonly history?: History | undefined
  /** Called only if a change is not the last in order and there is no history. */
  readEffective(): Promise<EffectiveEvent[]>
  /** Asked between pieces of work that may take long. */
  readonly endTurn: EndTurn
}

/** Once a draft has folded this many events again, it no longer makes the state after each single change. */
export const MAX_FOLDED_AGAIN = 50_000
/** The most warnings of one event. They are kept with it. */
const MAX_WARNINGS = 8
/** `at` stands still for differences up to this. */
const HELD_BACK_MS = 2_000
/** Events between two looks at the time; they take some milliseconds. */
const FOLDED_AT_ONCE = 200

/** What a feed is told that wants to change what an operator has changed. */
const HELD: Warning = {
  code: 'held',
  detail: 'an operator has changed this event; it stays as it is until the operator releases it',
}

/**
 * A working copy of one match as one source tells it: changes are tried on it one after another, then all is written at once.
 * It reads the database only for the history, when events have to be folded again.
 */
export class Draft {
  readonly #options: DraftOptions
  readonly #at: number
  /** What the source has sent, as far as the draft was told. By event id. */
  readonly #kept = new Map<string, KeptEvent>()
  readonly #touched = new Map<string, KeptEvent>()
  readonly #updates: ShadowUpdate[] = []
  #fixture: Fixture
  #folded: Folded
  #seq: number
  #arrivals: number
  #history: History | undefined
  /** The fixture has changed in a way that no viewer sees, or a source was put in charge. */
  #isChanged = false
  #foldedAgain = 0
  #mostStateBytes: number
  /** Logs the last update once more. Defined while the state after that update has not been folded. */
  #logAgain: (() => void) | undefined

  constructor(options: DraftOptions) {
    this.#options = options
    const { fixture, folded, seq, arrivals } = options.match
    this.#at = timeAfter(folded.reduced.state.updatedAt, options.at)
    this.#history = options.history
    this.#fixture = fixture
    this.#folded = folded
    this.#seq = seq
    this.#arrivals = arrivals
    this.#mostStateBytes = bytesOf(folded.reduced.state)
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

  /** No state of the draft is longer, in bytes of JSON: what it began with, and all that was told since. Costs no look at the state. */
  get mostStateBytes(): number {
    return this.#mostStateBytes
  }

  /** True once it has folded so much that the requests behind should get a transaction of their own. */
  get isCostly(): boolean {
    return this.#foldedAgain >= MAX_FOLDED_AGAIN
  }

  /** The history of the match as the draft leaves it; undefined if no change needed it. */
  get history(): History | undefined {
    return this.#history
  }

  /** Tells the draft what the source has sent so far: at least the events that its changes name. */
  learn(kept: readonly KeptEvent[]): void {
    for (const item of kept) this.#kept.set(item.id, item)
  }

  /** The source's events that the draft was told of, by arrival. */
  kept(): KeptEvent[] {
    return [...this.#kept.values()].sort((a, b) => a.arrival - b.arrival)
  }

  has(eventId: string): boolean {
    return this.#kept.has(eventId)
  }

  /** The updates of an event that the draft has made. */
  updatesOf(eventId: string): ShadowUpdate[] {
    return this.#updates.filter((update) => update.eventId === eventId)
  }

  /** @returns a promise only if events have to be folded again, so that what comes last in order costs no turn */
  apply(sender: Sender, change: Change): Outcome | Refused | Promise<Outcome> {
    const id = 'event' in change ? change.event.id : change.id
    const before = this.#kept.get(id)
    const decision = decide(before, change, { ...sender, at: this.#options.at, arrival: this.#arrivals })
    const seq = told(before?.seq)
    if (isHeldBack(before, decision, sender)) return { id, status: 'superseded', ...seq, warnings: [HELD] }
    switch (decision.kind) {
      case 'apply':
        return this.#count(decision, before, change)
      case 'remember': {
        this.#keep(decision.kept)
        const status = decision.status === 'applied' ? this.#applied : decision.status
        return { id, status, ...earlyOf(change, decision.kept) }
      }
      case 'conflict':
      case 'unknown-event':
        return { id, status: decision.kind }
      default:
        return {
          id,
          status: decision.kind,
          ...seq,
          ...(before && earlyOf(change, before)),
          ...(decision.kind === 'duplicate' && before?.warnings && { warnings: before.warnings }),
        }
    }
  }

  /** Folds everything again under the new fixture, because its format may change what events mean. */
  async changeFixture(feed: string, fixture: Fixture): Promise<void> {
    const before = this.#folded.reduced.state
    const isSeen = !isEqual({ ...this.#fixture, sources: null }, { ...fixture, sources: null })
    this.#isChanged = true
    this.#fixture = fixture
    if (!isSeen) return
    await this.#foldAgain()
    this.#log({ kind: 'fixture', feed, before })
  }

  /** The same for a shadow, whose viewers are nobody. */
  async foldUnder(fixture: Fixture): Promise<void> {
    this.#fixture = fixture
    const { updatedAt } = this.#folded.reduced.state
    await this.#foldAgain()
    const { reduced, tail } = this.#folded
    this.#folded = { reduced: { ...reduced, state: { ...reduced.state, updatedAt } }, tail }
    this.#mostStateBytes = bytesOf(this.state)
  }

  /**
   * The match becomes what another source tells of it. `readEffective` must read that source's events.
   *
   * @param arrivals how many of its events have arrived
   */
  async changeSource(feed: string, arrivals: number): Promise<void> {
    const before = this.#folded.reduced.state
    this.#isChanged = true
    this.#arrivals = arrivals
    await this.#foldAgain()
    const correction = sourceCorrectionOf(before, this.#folded.reduced.state)
    this.#log({ kind: 'source', feed, before, ...(correction && { correction }) })
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
  write(): Drafted | undefined {
    if (this.#touched.size === 0 && this.#updates.length === 0 && !this.#isChanged) return undefined
    return {
      match: this.#fixture.match,
      fixture: this.#fixture,
      folded: this.#folded,
      seq: this.#seq,
      arrivals: this.#arrivals,
      kept: [...this.#touched.values()],
      updates: this.#updates,
    }
  }

  /** True while the source is not in charge. */
  get isShadow(): boolean {
    return this.#options.isShadow ?? false
  }

  get #applied(): 'applied' | 'shadowed' {
    return this.isShadow ? 'shadowed' : 'applied'
  }

  #count(
    decision: Extract<Decision, { kind: 'apply' }>,
    previous: KeptEvent | undefined,
    change: Change,
  ): Outcome | Promise<Outcome> {
    const reduced = this.#folded.reduced
    const placed = { ...withoutWarnings(decision.kept), seq: this.isShadow ? 0 : this.#seq + 1 }
    const counted = { as: decision.as, placed, previous, change, reduced }
    if (this.#foldLast(decision.as, placed)) return this.#tell(counted, true)
    return this.#foldInOrder(placed).then((isFolded) => this.#tell(counted, isFolded))
  }

  /** Keeps and logs a change that was folded, or whose fold was put off. */
  #tell({ as, placed, previous, change, reduced }: Counted, isFolded: boolean): Outcome {
    const { sport } = this.#options
    const before = reduced.state
    const event = placed.event as MatchEvent
    const warnings = placed.isDeleted ? [] : this.#warningsOf(placed, event, isFolded ? reduced : undefined)
    const kept = warnings.length > 0 ? { ...placed, warnings } : placed
    this.#keep(kept)
    const log = () => {
      const after = this.#folded.reduced.state
      const correction = correctionOf(sport, { as, event, previous, change, before, after })
      const { feed, source } = kept
      this.#log({ kind: as, feed, source, event, before, ...(correction && { correction }) })
    }
    log()
    this.#logAgain = isFolded ? undefined : log
    return { id: kept.id, status: this.#applied, ...told(kept.seq), ...(warnings.length > 0 && { warnings }) }
  }

  /**
   * What is surprising about an event where it stands in play.
   *
   * @param last the match before the event was folded; undefined if folding was put off for its costs: then only its time is looked at
   */
  #warningsOf({ arrival }: KeptEvent, event: MatchEvent, last: Reduced | undefined): Warning[] {
    const { sport, at: acceptedAt } = this.#options
    const inTime = surprisingTime(event, { startsAt: this.#fixture.startsAt, acceptedAt })
    if (last === undefined) return inTime
    const { before, after } = this.#history?.around(arrival) ?? { before: last, after: this.#folded.reduced }
    return [...sport.surprises(event, before, after), ...inTime].slice(0, MAX_WARNINGS)
  }

  /** Folds an event that comes last in order. @returns false if it does not */
  #foldLast(as: ChangeKind, kept: KeptEvent): boolean {
    const effective = effectiveOf(kept)
    if (as !== 'add' || effective === undefined || this.#history !== undefined) return false
    const next = foldNext(this.#options.sport, this.#folded, effective)
    if (next === undefined) return false
    this.#folded = next
    return true
  }

  /** @returns false if the state after the event will be folded later, by `finishRequest` */
  async #foldInOrder(kept: KeptEvent): Promise<boolean> {
    // The match as it was read is the fold of the events that are read now, or the append will write nothing.
    const { match } = this.#options
    const history = await this.#openHistory(this.#fixture === match.fixture ? match.folded.reduced : undefined)
    const effective = effectiveOf(kept)
    if (!this.isCostly) await this.#inSlices((limit) => history.learnAround(kept.arrival, effective, limit))
    setIn(history, kept)
    if (this.isCostly) return false
    this.#folded = await this.#foldHistory(history)
    return true
  }

  /** @param known what the events come to that the database has, if that is known under the fixture of now */
  async #openHistory(known?: Reduced): Promise<History> {
    if (this.#history !== undefined) return this.#history
    const { sport, readEffective } = this.#options
    const history = new History(sport, this.#fixture, await readEffective(), known)
    for (const kept of this.#touched.values()) setIn(history, kept)
    this.#history = history
    return history
  }

  async #foldAgain(): Promise<void> {
    this.#history = undefined
    this.#folded = await this.#foldHistory(await this.#openHistory())
  }

  async #foldHistory(history: History): Promise<Folded> {
    await this.#inSlices((limit) => history.foldSome(limit))
    return history.fold()
  }

  /** @param foldSome folds as many events as it may, or fewer: then it is done */
  async #inSlices(foldSome: (limit: number) => number): Promise<void> {
    for (let count = FOLDED_AT_ONCE; count === FOLDED_AT_ONCE; ) {
      count = foldSome(FOLDED_AT_ONCE)
      this.#foldedAgain += count
      const turn = count === FOLDED_AT_ONCE ? this.#options.endTurn() : undefined
      if (turn) await turn
    }
  }

  #keep(kept: KeptEvent): void {
    // Not the same as "is the event new": an add after an early delete that was undone takes a new rank.
    if (kept.arrival === this.#arrivals) this.#arrivals += 1
    this.#kept.set(kept.id, kept)
    this.#touched.set(kept.id, kept)
  }

  #log(logged: Omit<Logged, 'match' | 'seq' | 'at' | 'after'>): void {
    const { reduced, tail } = this.#folded
    const after = { ...reduced.state, updatedAt: this.#at }
    this.#folded = { reduced: { ...reduced, state: after }, tail }
    this.#seq += 1
    const update = toLoggedUpdate({ ...logged, match: this.#fixture.match, seq: this.#seq, at: this.#at, after })
    this.#updates.push({ ...update, score: after.score })
    // The patch has every part of the state that is new.
    this.#mostStateBytes += Buffer.byteLength(update.wire)
  }
}

function withoutWarnings(kept: KeptEvent): KeptEvent {
  if (kept.warnings === undefined) return kept
  const { warnings: _, ...rest } = kept
  return rest
}

/** An answer's `seq`: absent where viewers were told nothing. */
function told(seq: number | undefined): { seq?: number } {
  return seq === undefined || seq === 0 ? {} : { seq }
}

function earlyOf(change: Change, kept: KeptEvent): { isEarly?: true } {
  return change.op === 'delete' && kept.seq === undefined ? { isEarly: true } : {}
}

/** Time does not run back within a match for what replicas may differ by. A clock that was an hour ahead must not stop it for an hour. */
function timeAfter(before: number, now: number): number {
  return before > now && before - now <= HELD_BACK_MS ? before : now
}

/** Sets an event that stands, or removes one that does not. */
function setIn(history: History, kept: KeptEvent): void {
  const effective = effectiveOf(kept)
  if (effective === undefined) history.remove(kept.arrival)
  else history.set(effective)
}
