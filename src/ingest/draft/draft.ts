import {
  type Change,
  type ChangeKind,
  type Decision,
  decide,
  isHeldBack,
  type KeptEvent,
  type Sender,
} from '../../match/change.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { Reduced } from '../../match/fold.ts'
import type { History } from '../../match/history.ts'
import { bytesOf } from '../../match/json-text.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { surprisingTime } from '../../sports/contract/warnings/plausible-time.ts'
import type { Warning } from '../../sports/contract/warnings/warning.ts'
import type { ShadowUpdate, StoredMatch } from '../../store/match-store.ts'
import { DraftFold, type DraftFoldOptions } from './draft-fold.ts'
import { correctionOf, type Logged, sourceCorrectionOf, toLoggedUpdate } from './logged-update.ts'

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

export interface DraftOptions extends DraftFoldOptions {
  readonly match: Told
  /** True while the source is not in charge: then no viewer is told. */
  readonly isShadow?: boolean
  /** When the changes were accepted, in ms. */
  readonly at: number
}

/** The most warnings of one event. They are kept with it. */
const MAX_WARNINGS = 8
/** `at` stands still for differences up to this. */
const HELD_BACK_MS = 2_000

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
  readonly #updates: ShadowUpdate[] = []
  readonly #fold: DraftFold
  #seq: number
  #arrivals: number
  /** The fixture has changed in a way that no viewer sees, or a source was put in charge. */
  #isChanged = false
  #mostStateBytes: number
  /** Logs the last update once more. Defined while the state after that update has not been folded. */
  #logAgain: (() => void) | undefined

  constructor(options: DraftOptions) {
    this.#options = options
    const { folded, seq, arrivals } = options.match
    this.#fold = new DraftFold(options)
    this.#at = timeAfter(folded.reduced.state.updatedAt, options.at)
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
    return this.#fold.reduced.state
  }

  /** No state of the draft is longer, in bytes of JSON: what it began with, and all that was told since. Costs no look at the state. */
  get mostStateBytes(): number {
    return this.#mostStateBytes
  }

  /** True once it has folded so much that the requests behind should get a transaction of their own. */
  get isCostly(): boolean {
    return this.#fold.isCostly
  }

  /** The history of the match as the draft leaves it; undefined if no change needed it. */
  get history(): History | undefined {
    return this.#fold.history
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
    const before = this.state
    const isSeen = !isEqual({ ...this.#fold.fixture, sources: null }, { ...fixture, sources: null })
    this.#isChanged = true
    if (!isSeen) {
      this.#fold.rename(fixture)
      return
    }
    await this.#fold.foldUnder(fixture)
    this.#log({ kind: 'fixture', feed, before })
  }

  /** The same for a shadow, whose viewers are nobody. */
  async foldUnder(fixture: Fixture): Promise<void> {
    const { updatedAt } = this.state
    await this.#fold.foldUnder(fixture)
    this.#fold.amend({ updatedAt })
    this.#mostStateBytes = bytesOf(this.state)
  }

  /**
   * The match becomes what another source tells of it. `readEffective` must read that source's events.
   *
   * @param arrivals how many of its events have arrived
   */
  async changeSource(feed: string, arrivals: number): Promise<void> {
    const before = this.state
    this.#isChanged = true
    this.#arrivals = arrivals
    await this.#fold.foldUnder(this.#fold.fixture)
    const correction = sourceCorrectionOf(before, this.state)
    this.#log({ kind: 'source', feed, before, ...(correction && { correction }) })
  }

  /** Call after the changes of one request. Its last update then leads to the state after all of them. */
  async finishRequest(): Promise<void> {
    const logAgain = this.#logAgain
    if (logAgain === undefined) return
    this.#logAgain = undefined
    await this.#fold.foldChanged()
    this.#updates.pop()
    this.#seq -= 1
    logAgain()
  }

  /** What has to be written; undefined if the changes changed nothing. */
  write(): Drafted | undefined {
    const { fixture, folded, touched } = this.#fold
    if (touched.size === 0 && this.#updates.length === 0 && !this.#isChanged) return undefined
    return {
      match: fixture.match,
      fixture,
      folded,
      seq: this.#seq,
      arrivals: this.#arrivals,
      kept: [...touched.values()],
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
    const { reduced } = this.#fold
    const placed = { ...withoutWarnings(decision.kept), seq: this.isShadow ? 0 : this.#seq + 1 }
    const counted = { as: decision.as, placed, previous, change, reduced }
    if (decision.as === 'add' && this.#fold.foldLast(placed)) return this.#tell(counted, true)
    return this.#fold.foldInOrder(placed).then((isFolded) => this.#tell(counted, isFolded))
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
      const after = this.state
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
    const inTime = surprisingTime(event, { startsAt: this.#fold.fixture.startsAt, acceptedAt })
    if (last === undefined) return inTime
    const { before, after } = this.history?.around(arrival) ?? { before: last, after: this.#fold.reduced }
    return [...sport.surprises(event, before, after), ...inTime].slice(0, MAX_WARNINGS)
  }

  #keep(kept: KeptEvent): void {
    // Not the same as "is the event new": an add after an early delete that was undone takes a new rank.
    if (kept.arrival === this.#arrivals) this.#arrivals += 1
    this.#kept.set(kept.id, kept)
    this.#fold.touched.set(kept.id, kept)
  }

  #log(logged: Omit<Logged, 'match' | 'seq' | 'at' | 'after'>): void {
    const after = this.#fold.amend({ updatedAt: this.#at })
    this.#seq += 1
    const update = toLoggedUpdate({ ...logged, match: after.match, seq: this.#seq, at: this.#at, after })
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
