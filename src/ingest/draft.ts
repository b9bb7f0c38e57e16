import { randomInt } from 'node:crypto'
import { type Change, type ChangeKind, type Decision, decide, effectiveOf, type KeptEvent } from '../match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../match/event.ts'
import { type Folded, foldNext } from '../match/fold.ts'
import { History } from '../match/history.ts'
import { diff } from '../match/merge-patch.ts'
import type { Fixture, MatchState } from '../match/state.ts'
import type { Correction, UpdateKind, UpdateMessage } from '../protocol/messages.ts'
import type { Sport, Warning } from '../sports/contract/sport.ts'
import type { LoggedUpdate, MatchWrite, StoredMatch } from '../store/match-store.ts'

/** What a change came to. `seq` is absent where viewers were told nothing. */
export interface Outcome {
  readonly id: string
  readonly status: 'applied' | 'duplicate' | 'superseded'
  readonly seq?: number
  readonly warnings?: readonly Warning[]
}

/** A change that cannot be: other content under a taken id, or a restore of nothing. */
export interface Refused {
  readonly id: string
  readonly status: 'conflict' | 'unknown-event'
}

export interface DraftOptions {
  readonly match: StoredMatch
  readonly sport: Sport
  readonly feed: string
  /** When the request was accepted, in ms. */
  readonly at: number
  /** What this feed has already sent of the events that the changes name. */
  readonly kept: readonly KeptEvent[]
  /** Asked only when a change does not go to the end. */
  readEffective(): Promise<EffectiveEvent[]>
}

/**
 * A working copy of one match: changes are tried on it one after another, then all is written at once. Nothing here touches
 * the database but reading the history when events have to be folded again.
 */
export class Draft {
  readonly #options: DraftOptions
  readonly #at: number
  readonly #kept: Map<string, KeptEvent>
  readonly #touched = new Map<string, KeptEvent>()
  readonly #updates: LoggedUpdate[] = []
  #fixture: Fixture
  #folded: Folded
  #seq: number
  #arrivals: number
  #history: History | undefined

  constructor(options: DraftOptions) {
    this.#options = options
    const { fixture, folded, seq, arrivals } = options.match
    // Replicas' clocks differ; time never runs back within a match.
    this.#at = Math.max(options.at, folded.board.state.updatedAt)
    this.#kept = new Map(options.kept.map((item) => [item.id, item]))
    this.#fixture = fixture
    this.#folded = folded
    this.#seq = seq
    this.#arrivals = arrivals
  }

  get seq(): number {
    return this.#seq
  }

  get arrivals(): number {
    return this.#arrivals
  }

  has(eventId: string): boolean {
    return this.#kept.has(eventId)
  }

  async apply(change: Change): Promise<Outcome | Refused> {
    const id = 'event' in change ? change.event.id : change.id
    const { feed, at } = this.#options
    const before = this.#kept.get(id)
    const decision = decide(before, change, { feed, at, arrival: this.#arrivals })
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

  /** Folds everything again under the new fixture: its format may change what events mean. */
  async changeFixture(fixture: Fixture): Promise<void> {
    const before = this.#folded.board.state
    this.#fixture = fixture
    this.#history = undefined
    this.#folded = (await this.#openHistory()).fold()
    this.#log({ kind: 'fixture', before })
  }

  /** What is to be written, or undefined if the changes came to nothing. */
  write(): MatchWrite | undefined {
    if (this.#touched.size === 0 && this.#updates.length === 0) return undefined
    const { match } = this.#options
    return {
      match: {
        ...match,
        fixture: this.#fixture,
        folded: this.#folded,
        seq: this.#seq,
        version: randomInt(VERSIONS),
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
    const state = this.#folded.board.state
    const kept = { ...decision.kept, seq: this.#seq + 1 }
    const event = kept.event as MatchEvent
    const warnings = decision.as === 'delete' ? [] : sport.surprises(state, event)
    this.#folded = await this.#fold(decision.as, kept)
    this.#keep(kept)
    const correction = this.#correction(decision.as, previous, event, state, change)
    this.#log({ kind: decision.as, event, before: state, ...(correction && { correction }) })
    return { id: kept.id, status: 'applied', seq: kept.seq, ...(warnings.length > 0 && { warnings }) }
  }

  async #fold(as: ChangeKind, kept: KeptEvent): Promise<Folded> {
    const effective = effectiveOf(kept)
    if (as === 'add' && effective !== undefined && this.#history === undefined) {
      const next = foldNext(this.#options.sport, this.#folded, effective)
      if (next !== undefined) return next
    }
    const history = await this.#openHistory()
    if (effective === undefined) history.remove(kept.arrival)
    else history.set(effective)
    return history.fold()
  }

  async #openHistory(): Promise<History> {
    if (this.#history !== undefined) return this.#history
    const history = new History(this.#options.sport, this.#fixture, await this.#options.readEffective())
    for (const kept of this.#touched.values()) {
      const effective = effectiveOf(kept)
      if (effective === undefined) history.remove(kept.arrival)
      else history.set(effective)
    }
    this.#history = history
    return history
  }

  #keep(kept: KeptEvent): void {
    // Not "is it new": an add after a delete that overtook it and was undone takes a rank of its own.
    if (kept.arrival === this.#arrivals) this.#arrivals += 1
    this.#kept.set(kept.id, kept)
    this.#touched.set(kept.id, kept)
  }

  #correction(
    as: ChangeKind,
    previous: KeptEvent | undefined,
    event: MatchEvent,
    before: MatchState,
    change: Change,
  ): Correction | undefined {
    // Confirming what was announced as pending corrects nothing.
    const counted = previous?.event?.status !== 'pending' && previous?.event?.status !== 'under_review'
    if (as === 'add' || (as === 'edit' && !counted)) return undefined
    return {
      kind: this.#options.sport.correctionKind(event, as) ?? PLAIN_CORRECTION[as],
      eventId: event.id,
      ...(change.op === 'delete' && change.reason !== undefined && { reason: change.reason }),
      before: { score: before.score },
      after: { score: this.#folded.board.state.score },
    }
  }

  #log({ kind, event, before, correction }: LogOptions): void {
    const { match, feed } = this.#options
    const { board, tail } = this.#folded
    const state = { ...board.state, updatedAt: this.#at }
    this.#folded = { board: { ...board, state }, tail }
    this.#seq += 1
    const message: UpdateMessage = {
      op: 'update',
      match: match.match,
      seq: this.#seq,
      at: this.#at,
      kind,
      ...(event && { event }),
      patch: diff(before, state) ?? {},
      ...(correction && { correction }),
      ...(before.status === 'final' && { afterFinal: true as const }),
    }
    this.#updates.push({
      seq: this.#seq,
      at: this.#at,
      kind,
      feed,
      ...(event && { eventId: event.id }),
      wire: JSON.stringify(message),
    })
  }
}

interface LogOptions {
  readonly kind: UpdateKind
  readonly event?: MatchEvent
  readonly before: MatchState
  readonly correction?: Correction
}

/** The most that `randomInt` can choose from. */
const VERSIONS = 2 ** 48 - 1
const PLAIN_CORRECTION = { edit: 'event_edited', delete: 'event_deleted', restore: 'event_restored' } as const
