import { type Change, decide, effectiveOf, type KeptEvent } from '../../../src/match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../../../src/match/event.ts'
import { type Folded, foldNext, type Reduced, startFold } from '../../../src/match/fold.ts'
import { History } from '../../../src/match/history.ts'
import { applyPatch, diff } from '../../../src/match/merge-patch.ts'
import type { Fixture, MatchState } from '../../../src/match/state.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import type { Warning } from '../../../src/sports/contract/warnings/warning.ts'
import { keepJson } from './keep-json.ts'
import { isSameJson } from './same-json.ts'

/** The result of one change. */
export interface Outcome {
  readonly status: 'applied' | 'duplicate' | 'superseded' | 'conflict' | 'unknown-event'
  readonly warnings: readonly Warning[]
  readonly correction: string | undefined
}

/** When the first event is accepted, in ms; each further change comes a second later. */
export const FIRST_AT = 1_000_000

/**
 * A match kept as ingest keeps it, without a database. It decides what a change does, folds onto the end if possible, and
 * follows the patches as a viewer does. It fails as soon as the viewer's state differs from the folded one.
 */
export class MatchBuilder {
  readonly sport: Sport
  readonly fixture: Fixture
  /** How many updates viewers were sent. */
  seq = 0
  #kept = new Map<string, KeptEvent>()
  #folded: Folded
  /** Once a change could not be folded onto the end, as in ingest. */
  #history: History | undefined
  #at = FIRST_AT
  #arrivals = 0

  constructor(sport: Sport, format?: unknown, fixture = fixtureOf(sport, format)) {
    this.sport = sport
    this.fixture = fixture
    this.#folded = keepJson(startFold(sport, this.fixture))
  }

  /** The same match once more, which goes on by itself. */
  fork(): MatchBuilder {
    const fork = new MatchBuilder(this.sport, undefined, this.fixture)
    fork.seq = this.seq
    fork.#kept = new Map(this.#kept)
    fork.#folded = this.#folded
    fork.#at = this.#at
    fork.#arrivals = this.#arrivals
    return fork
  }

  get state(): MatchState {
    return this.#folded.reduced.state
  }

  get folded(): Folded {
    return this.#folded
  }

  /** The events that stand, by arrival. */
  get effective(): EffectiveEvent[] {
    return [...this.#kept.values()].map(effectiveOf).filter((each) => each !== undefined)
  }

  /** Sends an event of this type; without an `id` it gets `e1`, `e2`, … */
  send(type: string, fields: object = {}): Outcome {
    return this.#change({ op: 'add', event: this.#parse({ type, ...fields }) })
  }

  /** Sends an event that was read already: reading takes longer than folding. */
  take(event: MatchEvent): Outcome {
    return this.#change({ op: 'add', event })
  }

  edit(id: string, fields: object): Outcome {
    return this.#change({ op: 'edit', event: this.#parse({ ...this.#kept.get(id)?.event, ...fields, id }) })
  }

  /** Edits an event to exactly this. Fields that are left out are gone. */
  replace(event: MatchEvent): Outcome {
    return this.#change({ op: 'edit', event: this.#parse(event) })
  }

  delete(id: string, reason?: string): Outcome {
    return this.#change({ op: 'delete', id, ...(reason !== undefined && { reason }) })
  }

  restore(id: string): Outcome {
    return this.#change({ op: 'restore', id })
  }

  #parse(input: object) {
    return parseEvent(this.sport, { id: `e${this.#kept.size + 1}`, ...input })
  }

  #change(change: Change): Outcome {
    const id = 'event' in change ? change.event.id : change.id
    const before = this.#kept.get(id)
    this.#at += 1000
    // No rank is given twice: an add after an early delete that was undone takes a new one.
    this.#arrivals += 1
    const decision = decide(before, change, { feed: 'test', source: 'test', at: this.#at, arrival: this.#arrivals })
    if (decision.kind !== 'apply' && decision.kind !== 'remember') return outcome(decision.kind)
    this.#kept.set(id, decision.kept)
    this.#enter(decision.kept)
    if (decision.kind === 'remember') return outcome(decision.status)
    const cause = decision.as === 'add' ? undefined : decision.as
    const correction = cause && before?.event && this.sport.correctionKind(before.event, cause)
    const board = this.#folded.reduced
    const isLast = this.#fold(decision.as === 'add' ? effectiveOf(decision.kept) : undefined)
    if (decision.as === 'delete') return { status: 'applied', warnings: [], correction }
    const ask = this.#surprises(decision.kept, isLast ? { before: board, after: this.#folded.reduced } : undefined)
    return {
      status: 'applied',
      correction,
      // Found out when it is asked for: most tests do not, and in mid-play everything is folded for it.
      get warnings() {
        return ask()
      },
    }
  }

  #surprises(
    { event, arrival }: KeptEvent,
    atTheEnd: { before: Reduced; after: Reduced } | undefined,
  ): () => readonly Warning[] {
    const { sport, fixture } = this
    const changes = this.#arrivals
    return () => {
      // The events that stood then are not kept for a question that few tests ask.
      if (!atTheEnd && changes !== this.#arrivals) throw new Error('warnings are asked for before the next change')
      const history = atTheEnd ? undefined : new History(sport, fixture, this.effective)
      history?.fold()
      const around = atTheEnd ?? history?.around(arrival)
      return event && around ? sport.surprises(event, around.before, around.after) : []
    }
  }

  #enter(kept: KeptEvent): void {
    const effective = effectiveOf(kept)
    if (effective) this.#history?.set(effective)
    else this.#history?.remove(kept.arrival)
  }

  #foldAgain(): Folded {
    this.#history ??= new History(this.sport, this.fixture, this.effective)
    return this.#history.fold()
  }

  /** @returns true if the event was the last in play */
  #fold(added: EffectiveEvent | undefined): boolean {
    const next = added && foldNext(this.sport, this.#folded, added)
    // As another replica would read it from the database.
    const folded = keepJson(next ?? this.#foldAgain())
    // It is JSON, so a patch that has anything else in it leads elsewhere.
    const { state } = folded.reduced
    const patch = diff(this.state, state)
    const seen = patch ? applyPatch(this.state, patch) : this.state
    if (!isSameJson(seen, state)) throw new Error('the patches do not lead to the state')
    // What a viewer sees is the same: the next patch is applied to it.
    this.#folded = folded
    this.seq += 1
    return next !== undefined
  }
}

export function fixtureOf(sport: Sport, format?: unknown): Fixture {
  const body = { sport: sport.name, home: { name: 'Reds' }, away: { name: 'Blues' }, ...(format ? { format } : {}) }
  return parseFixture('m1', body, new Map([[sport.name, sport]]))
}

function outcome(status: Outcome['status']): Outcome {
  return { status, warnings: [], correction: undefined }
}
