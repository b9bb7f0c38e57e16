import { expect } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import type { TennisDetail } from '../../../src/sports/engines/games/detail.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { columnNow, expectOneStory } from '../engines/sets/expect-scoreline.ts'
import { generateTennis } from './generate.ts'

const home = { team: 'home' }
const away = { team: 'away' }

export const examples: SportExamples = {
  generate: (random) => generateTennis(random),
  scoreline: { columnOf: columnNow },
  expectConsistent,
  keyEvents: [
    ['told', { type: 'match_start', server: 'home' }],
    ['not told', { type: 'fault', ...home }],
    ['not told', { type: 'point', ...home }],
    ['told', { type: 'score_set', sets: [], games: { home: 5, away: 0 }, points: { home: '40', away: '0' } }],
    ['not told', { type: 'point', ...away }],
    ['told', { type: 'point', ...home }],
    ['not told', { type: 'point', ...home }],
    ['not told', { type: 'code_violation', ...away }],
    ['told', { type: 'game_penalty', ...home }],
    ['told', { type: 'period_start', period: 2 }],
    ['told', { type: 'score_set', sets: [{ home: 6, away: 0 }], games: { home: 5, away: 0 } }],
    ['not told', { type: 'point', ...home }],
    ['told', { type: 'period_end', period: 2 }],
    ['told', { type: 'walkover', ...away }],
  ],
}

export function expectConsistent(state: MatchState): void {
  const { score, detail, status } = state
  const { sets, games, points } = detail as TennisDetail
  for (const side of ['home', 'away'] as const) {
    const other = side === 'home' ? 'away' : 'home'
    expect(score[side]).toBe(sets.filter((set) => set[side] > set[other]).length)
  }
  expectOneStory(state)
  if (status === 'live') expect([games, points]).not.toContain(undefined)
}
