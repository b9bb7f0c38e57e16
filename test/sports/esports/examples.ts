import { expect } from 'vitest'
import { isUnderWay } from '../../../src/sports/engines/sets/scoreline.ts'
import type { EsportsDetail } from '../../../src/sports/esports/detail.ts'
import type { EsportsFormat } from '../../../src/sports/esports/format.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { generateEsports } from './generate.ts'

export const examples: SportExamples = {
  generate: generateEsports,
  scoreline: { columnOf: ({ phase, period }) => (phase === 'set_break' ? undefined : period?.label) },
  expectConsistent(state) {
    const { scoreline, score } = state
    const { points, halves, sets, maps = {} } = state.detail as EsportsDetail
    const { bestOf } = state.format as EsportsFormat
    expect(scoreline.home.now).toBe(isUnderWay(state) && points ? String(points.home) : undefined)
    expect(scoreline.serving).toBeUndefined()
    const drawn = sets.filter(({ home, away }) => home === away).length
    expect(sets.length).toBeLessThanOrEqual(score.home + score.away + drawn)
    expect(Object.keys(maps).length).toBeLessThanOrEqual(bestOf)
    if (halves) {
      const sum = halves.reduce((played, half) => played + half.home + half.away, 0)
      expect(sum).toBe((points?.home ?? 0) + (points?.away ?? 0))
    }
  },
  keyEvents: [
    ['not told', { type: 'veto', action: 'ban', map: 'Nuke', team: 'home' }],
    ['told', { type: 'match_start' }],
    ['told', { type: 'period_start', period: 1, map: 'Mirage' }],
    ['not told', { type: 'round', team: 'home' }],
    ['not told', { type: 'kill', team: 'home', player: 'Volt' }],
    ['told', { type: 'map_won', team: 'home' }],
    ['not told', { type: 'timeout', team: 'home' }],
    ['told', { type: 'map_forfeit', team: 'away' }],
  ],
}
