import { expect } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import type { DartsDetail } from '../../../src/sports/darts/detail.ts'
import type { DartsFormat } from '../../../src/sports/darts/format.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { generateDarts } from './generate.ts'

export const examples: SportExamples = {
  generate: generateDarts,
  scoreline: { columnOf },
  expectConsistent(state) {
    const { scoreline, phase, score } = state
    const { remaining, legs, server, sets } = state.detail as DartsDetail
    const isPlaying = phase !== 'pre_match' && phase !== 'warm_up' && phase !== 'ended'
    expect(scoreline.home.now).toBe(isPlaying && remaining ? String(remaining.home) : undefined)
    expect(scoreline.serving).toBe(isPlaying && remaining ? server?.side : undefined)
    if (!isOfSets(state)) expect(legs).toEqual(score)
    else expect(score.home + score.away).toBe(sets.length)
    if (remaining) expect(Math.min(remaining.home, remaining.away)).toBeGreaterThan(0)
  },
  keyEvents: [
    ['told', { type: 'match_start', server: 'home' }],
    ['not told', { type: 'visit', team: 'home', points: 60 }],
    ['told', { type: 'visit', team: 'away', points: 180 }],
    ['told', { type: 'leg_won', team: 'home' }],
    ['not told', { type: 'timeout', team: 'home' }],
    ['told', { type: 'retired', team: 'away' }],
  ],
}

/** In a match of legs there is one column. */
function columnOf(state: MatchState): string | undefined {
  if (!isOfSets(state)) return state.phase.startsWith('leg_') ? 'Legs' : undefined
  return state.phase === 'set_break' ? undefined : state.period?.label
}

function isOfSets({ format }: MatchState): boolean {
  return (format as DartsFormat).bestOf > 1
}
