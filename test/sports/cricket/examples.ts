import { expect } from 'vitest'
import type { MatchState, Side } from '../../../src/match/state.ts'
import type { CricketDetail } from '../../../src/sports/cricket/detail.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { generateCricket } from './generate.ts'

export const examples: SportExamples = {
  generate: generateCricket,
  expectConsistent,
  scoreline: { mainOf, columnOf, isOrdinaryPause: ({ phase }) => phase === 'stumps' },
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

function mainOf(state: MatchState, side: Side): string {
  const all = Object.values((state.detail as CricketDetail).innings).filter((innings) => innings.side === side)
  const extra = Math.max(
    0,
    ...Object.values((state.detail as CricketDetail).innings).map((each) => each.superOver ?? 0),
  )
  const texts = (superOver: number | undefined) =>
    all
      .filter((innings) => innings.superOver === superOver)
      .map((innings) => {
        const { runs, wickets, closedReason } = innings
        return closedReason === 'all_out' ? `${runs}` : `${runs}/${wickets}${closedReason === 'declared' ? 'd' : ''}`
      })
  const [beyond] = extra > 0 ? texts(extra) : []
  const total = texts(undefined).join(' & ')
  return beyond === undefined ? total : `${total || '0'} (${beyond})`
}

/** Super overs have no column: they are no part of the score. */
function columnOf({ period, detail }: MatchState): string | undefined {
  const innings = (detail as CricketDetail).innings[String(period?.n)]
  return innings?.superOver === undefined ? period?.label.split(' ')[0] : undefined
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
    expect(state.score[side]).toBe(ofAll(state.periods.map((period) => period[side] ?? 0)))
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
