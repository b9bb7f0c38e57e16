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
import { isEqual } from '../../match/merge-patch.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { surprisingTime } from '../../sports/contract/warnings/plausible-time.ts'
import type { Warning } from '../../sports/contract/warnings/warning.ts'
import type { ShadowUpdate, StoredMatch } from '../../store/match-store.ts'
import { DraftFold, type DraftFoldOptions } from './draft-fold.ts'
import { DraftLog } from './draft-log.ts'
import { correctionOf, sourceCorrectionOf } from './logged-update.ts'
import { type ChangeOutcome, earlyOf, HELD, type Refused, told } from './outcome.ts'

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
/** While the clock is behind the last `at` by no more than this, `at` stands still. */
const HELD_BACK_MS = 2_000

/**
 * A working copy of one match as one source tells it: changes are tried on it one after another, then all is written at once.
 * It reads the database only for the history, when events have to be folded again.
 */
export class Draft {
  readonly #options: DraftOptions
  /** What the source has sent, as far as the draft was told. By event id. */
  readonly #kept = new Map<string, KeptEvent>()
  readonly #fold: DraftFold
  readonly #log: DraftLog
  #arrivals: number
  /** The fixture has changed in a way that no viewer sees, or a source was put in charge. */
  #isChanged = false

  constructor(options: DraftOptions) {
    this.#options = options
    const { folded, seq, arrivals } = options.match
    this.#fold = new DraftFold(options)
    this.#log = new DraftLog(this.#fold, seq, timeAfter(folded.reduced.state.updatedAt, options.at))
    this.#arrivals = arrivals
  }

  get seq(): number {
    return this.#log.seq
  }

  /** How many events have arrived. */
  get arrivals(): number {
    return this.#arrivals
  }

  get state(): MatchState {
    return this.#fold.reduced.state
  }

  /** A bound on every state of the draft, in bytes of JSON. */
  get mostStateBytes(): number {
    return this.#log.mostStateBytes
  }

  /** True once folding has taken so long that the requests behind should get a transaction of their own. */
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
    return this.#log.updates.filter((update) => update.eventId === eventId)
  }

  /** @returns a promise only if events have to be folded again, so that what comes last in order costs no turn */
  apply(sender: Sender, change: Change): ChangeOutcome | Refused | Promise<ChangeOutcome> {
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
    this.#log.add(() => ({ kind: 'fixture', feed, before }))
  }

  /** The same for a shadow, which has no viewers. */
  async foldUnder(fixture: Fixture): Promise<void> {
    const { updatedAt } = this.state
    await this.#fold.foldUnder(fixture)
    this.#fold.amend({ updatedAt })
    this.#log.measureState()
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
    this.#log.add(() => ({ kind: 'source', feed, before, ...(correction && { correction }) }))
  }

  /** Call after the changes of one request. Its last update then leads to the state after all of them. */
  finishRequest(): Promise<void> {
    return this.#log.finish()
  }

  /** What has to be written; undefined if the changes changed nothing. */
  write(): Drafted | undefined {
    const { fixture, folded, touched } = this.#fold
    const { seq, updates } = this.#log
    if (touched.size === 0 && updates.length === 0 && !this.#isChanged) return undefined
    return {
      match: fixture.match,
      fixture,
      folded,
      seq,
      arrivals: this.#arrivals,
      kept: [...touched.values()],
      updates,
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
  ): ChangeOutcome | Promise<ChangeOutcome> {
    const { reduced } = this.#fold
    const placed = { ...withoutWarnings(decision.kept), seq: this.isShadow ? 0 : this.#log.seq + 1 }
    const counted = { as: decision.as, placed, previous, change, reduced }
    if (decision.as === 'add' && this.#fold.foldLast(placed)) return this.#tell(counted, true)
    return this.#fold.foldInOrder(placed).then((isFolded) => this.#tell(counted, isFolded))
  }

  /** Keeps and logs a change that was folded, or whose fold was put off. */
  #tell({ as, placed, previous, change, reduced }: Counted, isFolded: boolean): ChangeOutcome {
    const { sport } = this.#options
    const before = reduced.state
    const event = placed.event as MatchEvent
    const warnings = placed.isDeleted ? [] : this.#warningsOf(placed, event, isFolded ? reduced : undefined)
    const kept = warnings.length > 0 ? { ...placed, warnings } : placed
    this.#keep(kept)
    const make = () => {
      const correction = correctionOf(sport, { as, event, previous, change, before, after: this.state })
      const { feed, source } = kept
      return { kind: as, feed, source, event, before, ...(correction && { correction }) }
    }
    this.#log.add(make, isFolded)
    return { id: kept.id, status: this.#applied, ...told(kept.seq), ...(warnings.length > 0 && { warnings }) }
  }

  /**
   * What is surprising about an event where it stands in play.
   *
   * @param last the match before the event was folded; undefined if folding was put off: then only the event’s time is checked
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
}

function withoutWarnings(kept: KeptEvent): KeptEvent {
  if (kept.warnings === undefined) return kept
  const { warnings: _, ...rest } = kept
  return rest
}

/**
 * Time does not run back within a match for what the clocks of replicas may differ. After a clock that was an hour ahead it does, or it
 * would stand still for an hour.
 */
function timeAfter(before: number, now: number): number {
  return before > now && before - now <= HELD_BACK_MS ? before : now
}
