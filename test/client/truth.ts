import { expect } from 'vitest'
import type { MatchSubscription, View } from '../../src/client/index.ts'
import { applyPatch, diff } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { scoreState } from '../../src/protocol/view.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import { stateOf } from './state-builder.ts'

/** One match as the database has it, with all it ever was. */
export class Truth {
  readonly match: string
  epoch = 'e0'
  state: MatchState
  log: UpdateMessage[] = []
  #history = new Map<string, MatchState>()

  constructor(match: string) {
    this.match = match
    this.state = stateOf(match)
    this.#remember()
  }

  get position() {
    return { match: this.match, epoch: this.epoch, seq: this.log.length }
  }

  /** What a viewer at this position has to show. */
  at(epoch: string | undefined, seq: number | undefined): MatchState | undefined {
    return this.#history.get(`${epoch}.${seq}`)
  }

  change(random: SeededRandom): UpdateMessage {
    const next = { ...this.state, updatedAt: this.state.updatedAt + 1, phase: `phase ${random.int(3)}` }
    if (random.chance(0.3)) Object.assign(next, { score: { ...next.score, home: next.score.home + 1 } })
    if (random.chance(0.3)) delete next.venue
    if (random.chance(0.2)) Object.assign(next, { venue: `venue ${random.int(3)}` })
    const patch = diff(this.state, next) ?? {}
    const update = { op: 'update', match: this.match, seq: this.log.length + 1, at: 0, kind: 'add', patch } as const
    this.log.push(update)
    this.state = applyPatch(this.state, patch)
    this.#remember()
    return update
  }

  /** The database came back from a backup: the chain starts over. */
  restart(): void {
    this.epoch = `${this.epoch}+`
    this.log = []
    this.#remember()
  }

  /** A right answer to a subscribe: exactly what was missed, or the state; `lag` updates ago. */
  answer(epoch: string | undefined, seq: number | undefined, lag: number): object {
    const past = Math.max(0, this.log.length - lag)
    if (lag > 0) return { ...this.position, seq: past, state: this.at(this.epoch, past) }
    const isKnown = epoch === this.epoch && seq !== undefined && seq <= this.log.length
    return isKnown ? { ...this.position, updates: this.log.slice(seq) } : { ...this.position, state: this.state }
  }

  #remember(): void {
    this.#history.set(`${this.epoch}.${this.log.length}`, this.state)
  }
}

/** What a server that has these matches answers to each match of a `subscribe`. @param lag how many updates ago; asked for each match */
export function answersOf(truths: readonly Truth[], asked: unknown, lag: () => number): (object | undefined)[] {
  return (asked as { match: string; epoch?: string; seq?: number }[]).map(({ match, epoch, seq }) =>
    truths.find((truth) => truth.match === match)?.answer(epoch, seq, lag()),
  )
}

/** Whatever is shown is what the match once was, and it never goes back. */
export function watchTruth(truth: Truth, seen: MatchSubscription<View>): void {
  let shown = { epoch: '', seq: -1 }
  seen.on('change', ({ epoch = '', seq = -1, state }) => {
    const whole = truth.at(epoch, seq)
    if (seen.view === 'score') expect(state).toEqual(whole && scoreState(whole))
    // Others may have wanted no more than the score so far.
    else if (state) expect(state).toEqual(whole)
    if (epoch === shown.epoch) expect(seq).toBeGreaterThanOrEqual(shown.seq)
    shown = { epoch, seq }
  })
  let applied = { epoch: seen.epoch ?? '', seq: seen.seq ?? -1 }
  seen.on('snapshot', () => {
    applied = { epoch: seen.epoch ?? '', seq: seen.seq ?? -1 }
  })
  seen.on('update', ({ message }) => {
    // With `everyMs` it follows an earlier one.
    const { after = message.seq - 1 } = message
    if (seen.view === 'full') expect(after, 'none is missing').toBeLessThanOrEqual(applied.seq)
    expect(message.seq, 'each update once and in order').toBeGreaterThan(applied.seq)
    applied = { ...applied, seq: message.seq }
  })
}

/** The newest there is of the match is shown, and said to be live. */
export function expectTruth(truth: Truth, seen: MatchSubscription<View>): void {
  const { match, epoch, seq = -1, state, status, view } = seen
  if (view === 'full') {
    expect({ match, epoch, seq }).toEqual(truth.position)
  } else {
    // In view `score` what changes nothing shown is not told.
    expect({ match, epoch }).toEqual({ match: truth.match, epoch: truth.epoch })
    expect(seq).toBeLessThanOrEqual(truth.position.seq)
  }
  expect(state).toEqual(view === 'full' ? truth.state : scoreState(truth.state))
  expect(status).toEqual({ kind: 'live' })
}
