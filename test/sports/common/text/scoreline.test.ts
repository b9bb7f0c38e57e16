import { describe, expect, it } from 'vitest'
import type { MatchState } from '../../../../src/match/state.ts'
import { scorelineOf } from '../../../../src/sports/common/text/scoreline.ts'
import { stateOf } from '../../../client/state-builder.ts'

const sides = { home: { main: '2' }, away: { main: '1' } }
const parts = { ...sides, review: 'VAR', situation: 'Match point', standing: 'Agg 3–2' }
const noteOf = (changes: Partial<MatchState>, said: Partial<typeof parts> = parts) =>
  scorelineOf({ ...stateOf('m'), ...changes }, { ...sides, ...said }).note

describe('the note of a scoreline', () => {
  const result = { winner: 'home', method: 'regulation', text: 'Home won 2–1' } as const
  const review = { id: 'v', type: 'var_start', status: 'under_review', subject: 'red_card' } as const

  it('[S4] is the first that applies: result, interruption, review, situation, standing', () => {
    expect(noteOf({ result, status: 'suspended', pending: [review] })).toBe('Home won 2–1')
    expect(noteOf({ status: 'suspended', statusReason: 'floodlight failure', pending: [review] })).toBe(
      'Suspended: floodlight failure',
    )
    expect(noteOf({ pending: [review] })).toBe('VAR: red card')
    expect(noteOf({})).toBe('Match point')
    expect(noteOf({}, { standing: 'Agg 3–2' })).toBe('Agg 3–2')
    expect(noteOf({}, {})).toBeUndefined()
  })

  it('tells an event that is not confirmed from a review', () => {
    const goal = { id: 'g', type: 'goal', status: 'pending' } as const
    expect(noteOf({ pending: [goal] })).toBe('Goal awaits confirmation')
    expect(noteOf({ pending: [goal, review] })).toBe('VAR: red card')
  })
})
