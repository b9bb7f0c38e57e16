import { effectiveOf, type KeptEvent } from '../../match/change.ts'
import type { EffectiveEvent } from '../../match/event.ts'
import { type Folded, foldNext, type Reduced } from '../../match/fold.ts'
import { History } from '../../match/history.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { EndTurn } from '../writer/turns.ts'

export interface DraftFoldOptions {
  readonly sport: Sport
  /** The match as it was read. */
  readonly match: { readonly fixture: Fixture; readonly folded: Folded }
  /** The history of the match in this version, if it is remembered. It is changed. */
  readonly history?: History | undefined
  /** Called only if a change is not the last in order and there is no history. */
  readEffective(): Promise<EffectiveEvent[]>
  /** Asked between pieces of work that may take long. */
  readonly endTurn: EndTurn
}

/** After this many events were folded again, the state is made once for all the changes that follow, not after each. */
const MAX_FOLDED_AGAIN = 50_000
/** Events between two looks at the time; they take some milliseconds. */
const FOLDED_AT_ONCE = 200

/**
 * What the changes of a draft come to. A change that is last in order is folded onto the end; the first that is not opens the history,
 * and from then on all are folded there.
 */
export class DraftFold {
  /** Events that were changed since the match was read, as they are now. By id. */
  readonly touched = new Map<string, KeptEvent>()
  readonly #options: DraftFoldOptions
  #fixture: Fixture
  #folded: Folded
  #history: History | undefined
  #foldedAgain = 0

  constructor(options: DraftFoldOptions) {
    this.#options = options
    this.#fixture = options.match.fixture
    this.#folded = options.match.folded
    this.#history = options.history
  }

  get folded(): Folded {
    return this.#folded
  }

  get reduced(): Reduced {
    return this.#folded.reduced
  }

  get fixture(): Fixture {
    return this.#fixture
  }

  /** Undefined if no change needed it. */
  get history(): History | undefined {
    return this.#history
  }

  /** True once it has folded so much that the requests behind should get a transaction of their own. */
  get isCostly(): boolean {
    return this.#foldedAgain >= MAX_FOLDED_AGAIN
  }

  /** Changes fields of the state that no event tells. */
  amend(fields: Partial<MatchState>): MatchState {
    const { reduced, tail } = this.#folded
    const state = { ...reduced.state, ...fields }
    this.#folded = { reduced: { ...reduced, state }, tail }
    return state
  }

  /** Takes another fixture under which every event means what it did. */
  rename(fixture: Fixture): void {
    this.#fixture = fixture
  }

  /** Folds a new event that comes last in order. @returns false if it does not */
  foldLast(kept: KeptEvent): boolean {
    const effective = effectiveOf(kept)
    if (effective === undefined || this.#history !== undefined) return false
    const next = foldNext(this.#options.sport, this.#folded, effective)
    if (next === undefined) return false
    this.#folded = next
    return true
  }

  /** @returns false if the state after the event has to be folded later, by `foldChanged` */
  async foldInOrder(kept: KeptEvent): Promise<boolean> {
    // The match as it was read is the fold of the events that are read now, or the append will write nothing.
    const { match } = this.#options
    const history = await this.#openHistory(this.#fixture === match.fixture ? match.folded.reduced : undefined)
    const effective = effectiveOf(kept)
    if (!this.isCostly) await this.#inSlices((limit) => history.learnAround(kept.arrival, effective, limit))
    setIn(history, kept)
    if (this.isCostly) return false
    await this.#foldHistory(history)
    return true
  }

  /** Folds what has changed since the last fold. */
  async foldChanged(): Promise<void> {
    await this.#foldHistory(await this.#openHistory())
  }

  /** Folds all events from the start under this fixture. */
  async foldUnder(fixture: Fixture): Promise<void> {
    this.#fixture = fixture
    this.#history = undefined
    await this.foldChanged()
  }

  /** @param known what the events come to that the database has, if that is known under the fixture of now */
  async #openHistory(known?: Reduced): Promise<History> {
    if (this.#history !== undefined) return this.#history
    const { sport, readEffective } = this.#options
    const history = new History(sport, this.#fixture, await readEffective(), known)
    for (const kept of this.touched.values()) setIn(history, kept)
    this.#history = history
    return history
  }

  async #foldHistory(history: History): Promise<void> {
    await this.#inSlices((limit) => history.foldSome(limit))
    this.#folded = history.fold()
  }

  /** @param foldSome folds at most `limit` events; fewer means done */
  async #inSlices(foldSome: (limit: number) => number): Promise<void> {
    for (let count = FOLDED_AT_ONCE; count === FOLDED_AT_ONCE; ) {
      count = foldSome(FOLDED_AT_ONCE)
      this.#foldedAgain += count
      const turn = count === FOLDED_AT_ONCE ? this.#options.endTurn() : undefined
      if (turn) await turn
    }
  }
}

/** Sets an event that stands, or removes one that does not. */
function setIn(history: History, kept: KeptEvent): void {
  const effective = effectiveOf(kept)
  if (effective === undefined) history.remove(kept.arrival)
  else history.set(effective)
}
