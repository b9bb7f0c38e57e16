import { expect } from 'vitest'
import type { Reduced } from '../../../src/match/fold.ts'
import type { MatchState, Result, Status } from '../../../src/match/state.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { expectSame } from '../expect-same.ts'
import type { ScorelineReading } from './sport-examples.ts'

const SIDES = ['home', 'away'] as const
const INTERRUPTIONS: Readonly<Partial<Record<Status, string>>> = {
  delayed: 'Delayed',
  interrupted: 'Paused',
  suspended: 'Suspended',
  postponed: 'Postponed',
  cancelled: 'Cancelled',
  abandoned: 'Abandoned',
}

/**
 * `[S4]` The laws of scorelines, for any sport and any state: the scoreline says what `score`, `periods` and `result` say.
 */
export function expectScoreline(sport: Sport, reduced: Reduced, reading: ScorelineReading = {}): void {
  const { mainOf = (state, side) => String(state.score[side]), columnOf = (state) => state.period?.label } = reading
  const { state } = reduced
  for (const side of SIDES) expectSame(state.scoreline[side].main, mainOf(state, side), `main of ${side}`)
  expectColumns(state, columnOf(state))
  expectNote(state, reading)
  if (state.result) expectWords(state, state.result, (reduced.memory as { givenResult?: Result }).givenResult)
  if (state.clock) expectSame(state.clock.show === undefined, false, 'how to write the clock is left out')
  expectSame(sport.finish(reduced), reduced, 'what is finished already')
}

/** Each period has one column, the one being played too; a period that nobody played has none. */
function expectColumns({ periods, status }: MatchState, current: string | undefined): void {
  const labels = periods.map(({ label }) => label)
  if (new Set(labels).size < labels.length) expect(labels).toEqual([...new Set(labels)])
  for (const { home, away, label } of periods) {
    if (home === undefined && away === undefined) throw new Error(`nobody played ${label}`)
  }
  if (status === 'live' && current !== undefined && !labels.includes(current))
    expect(labels, 'columns').toContain(current)
}

/** The result goes before an interruption, and that before everything else. */
function expectNote(state: MatchState, { isOrdinaryPause }: ScorelineReading): void {
  const { status, statusReason, result, scoreline } = state
  const { note } = scoreline
  const word = INTERRUPTIONS[status]
  if (result) expectSame(note, result.text)
  else if (word && !isOrdinaryPause?.(state))
    expectSame(note, statusReason === undefined ? word : `${word}: ${statusReason}`)
  else expectSame(note === '', false, 'an empty note')
}

/** Words that the feed gave are its own. */
function expectWords(state: MatchState, { winner, text }: Result, given: Result | undefined): void {
  expect(text, 'a result in words').toBeTruthy()
  if (given?.text !== undefined) return
  if (winner === 'home' || winner === 'away') expect(text, 'names the winner').toContain(state[winner].name)
  else expect(text, 'nobody won').not.toMatch(/\bwon\b/)
}
