import { expect } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import type { CricketDetail } from '../../../src/sports/cricket/detail.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { generateCricket } from './generate.ts'

export const examples: SportExamples = {
  generate: generateCricket,
  scoreline: 'unfinished',
  expectConsistent,
  keyEvents: [
    ['told', { type: 'toss', winner: 'home', decision: 'bat' }],
    ['told', { type: 'innings_start', batting: 'home' }],
    ['not told', { type: 'delivery', runs: 1 }],
    ['told', { type: 'delivery', runs: 4, boundary: 4 }],
    ['told', { type: 'delivery', wickets: [{ kind: 'bowled' }] }],
    ['not told', { type: 'break_start', kind: 'drinks' }],
    ['not told', { type: 'delivery', runs: 0 }],
    ['not told', { type: 'over_end' }],
    ['told', { type: 'innings_end' }],
    ['told', { type: 'break_start', kind: 'innings' }],
    ['told', { type: 'period_start', period: 2 }],
    ['not told', { type: 'delivery', runs: 2 }],
    ['told', { type: 'wicket', kind: 'timed_out' }],
    ['told', { type: 'period_end', period: 2 }],
  ],
}

const ofAll = (numbers: Iterable<number>) => [...numbers].reduce((sum, number) => sum + number, 0)

/** The generator gives every delivery a striker and a bowler, and all runs by deliveries and penalties. */
function expectConsistent(state: MatchState): void {
  const { innings, superOvers = {}, batting = [], striker, lastWicket, chase } = state.detail as CricketDetail
  const all = Object.values(innings)
  for (const { runs, wickets, extras, batters, bowlers } of all) {
    const { byes, legByes, penalty } = extras
    const off = ofAll(Object.values(batters).map((batter) => batter.runs))
    expect(runs).toBe(off + ofAll(Object.values(extras)))
    expect(ofAll(Object.values(bowlers).map((bowler) => bowler.runs))).toBe(runs - byes - legByes - penalty)
    expect(wickets).toBeGreaterThanOrEqual(Object.values(batters).filter(({ out }) => out).length)
  }
  for (const side of ['home', 'away'] as const) {
    const runsOf = (n: number | undefined) =>
      ofAll(all.filter((each) => each.side === side && each.superOver === n).map(({ runs }) => runs))
    expect(state.score[side]).toBe(runsOf(undefined))
    for (const [n, score] of Object.entries(superOvers)) expect(score[side]).toBe(runsOf(Number(n)))
  }
  const current = innings[String(state.period?.n)]
  expect(Object.keys(current?.batters ?? {})).toEqual(expect.arrayContaining([...batting]))
  if (striker !== undefined) expect(batting).toContain(striker)
  if (lastWicket !== undefined) expect(current?.batters).toHaveProperty([lastWicket, 'out'])
  if (chase && current?.closedReason === undefined) {
    expect(chase.needed).toBe(Math.max(0, chase.target - (current?.runs ?? 0)))
  }
}
