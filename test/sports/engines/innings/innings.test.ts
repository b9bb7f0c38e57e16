import { describe, expect, it } from 'vitest'
import { PERIOD_END_MS, PERIOD_START_MS } from '../../../../src/match/order.ts'
import type { Side } from '../../../../src/match/state.ts'
import {
  inningsAt,
  lastInnings,
  lineScore,
  namedInnings,
  placeIn,
  runsOf,
} from '../../../../src/sports/engines/innings/innings.ts'

const innings = (n: number, side: Side, runs: number, closedReason?: string) => ({
  n,
  side,
  runs,
  ...(closedReason !== undefined && { closedReason }),
})

describe('lineScore', () => {
  it('[S4] has a column for each innings, the one being played too, and a number for the side that batted alone', () => {
    const followOn = [innings(1, 'home', 9, 'out'), innings(2, 'away', 3, 'out'), innings(3, 'away', 4)]
    expect(lineScore(followOn, (n) => `innings ${n}`)).toEqual([
      { label: 'innings 1', home: 9 },
      { label: 'innings 2', away: 3 },
      { label: 'innings 3', away: 4 },
    ])
    expect(lineScore([])).toEqual([])
  })
})

describe('innings by number', () => {
  it('are found by it, whatever the order of keys', () => {
    const all = { 10: innings(10, 'home', 1), 9: innings(9, 'away', 2) }
    expect(lastInnings(all)?.n).toBe(10)
    expect(inningsAt(all, 9)?.runs).toBe(2)
    expect([inningsAt(all, 1), inningsAt(all, undefined)]).toEqual([undefined, undefined])
    expect(runsOf(Object.values(all), 'away')).toBe(2)
  })

  it('are named by n, by period, or by phase', () => {
    expect(namedInnings({ n: 3, period: 1 })).toBe(3)
    expect(namedInnings({ period: 2 })).toBe(2)
    expect(namedInnings({ period: 'innings_4' })).toBe(4)
    expect([namedInnings({ period: 'tea' }), namedInnings({ period: 0 }), namedInnings({})]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

it('places steps between the beginning and the end of an innings', () => {
  expect(placeIn(2, 'start')).toEqual({ period: 2, clockMs: PERIOD_START_MS })
  expect(placeIn(2, 17)).toEqual({ period: 2, clockMs: 17 })
  expect(placeIn(2, 'end')).toEqual({ period: 2, clockMs: PERIOD_END_MS })
})
