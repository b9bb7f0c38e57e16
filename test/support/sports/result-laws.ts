import { expect } from 'vitest'
import { scoreRow, stageOf } from '../../../src/match/scoreboard.ts'
import { RESULT_METHODS, type Result, type Status } from '../../../src/match/state.ts'
import { labelsOf } from '../../../src/sports/labels.ts'
import type { MatchBuilder } from './match-builder.ts'

/** Sports of sets list what was played until one side could not go on: the winner may have been behind. */
const MAY_BE_BEHIND: ReadonlySet<Result['method']> = new Set(['retired', 'default', 'disqualified'])

/** `[S5]` A match that has a result is over: no clock runs, no column is being played, and the end needs no second word. */
export function expectResultsEnd(match: MatchBuilder): void {
  const { state } = match
  const given = match.fork()
  given.send('result_set', { id: 'given', result: { winner: 'away', method: 'awarded' } })
  expect(given.state.status).toBe(isClosed(state.status) ? state.status : 'ended')
  expect(given.state.clock?.running ?? false).toBe(false)
  const { home, away, isLive } = scoreRow(given.state, 0)
  expect([isLive, ...[home, away].flatMap(({ cells }) => cells.map((cell) => cell?.isNow ?? false))]).not.toContain(
    true,
  )
  expect(stageOf(given.state)).toBe('over')
  if (given.state.status === 'ended') expect(given.fork().send('match_end').warnings).toEqual([])
  given.delete('given')
  expect({ ...given.state, updatedAt: 0 }).toEqual({ ...state, updatedAt: 0 })
}

function isClosed(status: Status): boolean {
  return status === 'final' || status === 'abandoned' || status === 'cancelled'
}

/** `[S4]` What boards call a break has no column that is being played; otherwise the last one is. */
export function expectColumnPlayed({ state }: MatchBuilder): void {
  if (state.status !== 'live' || state.periods.length === 0) return
  const { home, away } = scoreRow(state, 0)
  const isPlayed = [home, away].some(({ cells }) => cells.at(-1)?.isNow === true)
  const isBreak = labelsOf(state.sport).phases[state.phase] !== undefined || state.phase.startsWith('end_')
  expect(isPlayed, state.phase).toBe(!isBreak)
}

/** `[S4]` A result of any method, given at any moment, names the winner, and never shows him with the lower number. */
export function expectResultsTold(match: MatchBuilder): void {
  for (const method of RESULT_METHODS) {
    for (const winner of ['home', 'away'] as const) {
      const given = match.fork()
      given.send('result_set', { result: { winner, method } })
      const { result, detail, format } = given.state
      const text = result?.text ?? ''
      expect(text).toContain(given.state[winner].name)
      const { rank } = (format ?? {}) as { readonly rank?: string }
      if (rank === 'lowest' || ('sets' in detail && MAY_BE_BEHIND.has(method))) continue
      const [, first, second] = /won (\d+)–(\d+)/u.exec(text) ?? []
      expect(Number(first ?? 0), text).toBeGreaterThanOrEqual(Number(second ?? 0))
    }
  }
}
