import { expect, it } from 'vitest'
import { FollowedMatch } from '../../../src/client/following/followed-match.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { scoreState } from '../../../src/protocol/view.ts'
import { stateOf } from '../state-builder.ts'

const [epoch, match] = ['e', 'm1']
const whole = { ...stateOf(match, { home: 1, away: 0 }), periods: [{ label: '1H', home: 1, away: 0 }] }
const shown = scoreState(whole) as MatchState
const goal = { op: 'update', match, seq: 5, after: 3, at: 9, patch: { score: { away: 1 } } } as const
const afterGoal = { ...shown, score: { home: 1, away: 1 }, periods: [{ label: '1H', home: 1, away: 1 }] }

it('[W26] a goal in view score counts in the period being played', () => {
  const followed = new FollowedMatch(match)
  followed.takeJoin({ match, epoch, seq: 3, state: shown }, 'score')
  expect(followed.takeUpdate(goal)).toBe(true)
  expect(followed.held?.state).toEqual(afterGoal)
})

it('[W26] so it does where the whole state was held, and a gateway that lags behind answers with its score', () => {
  const followed = new FollowedMatch(match)
  followed.takeJoin({ match, epoch, seq: 4, state: whole }, 'full')
  followed.takeJoin({ match, epoch, seq: 3, state: scoreState(stateOf(match)) as MatchState }, 'score')
  expect(followed.held).toEqual({ epoch, seq: 4, state: shown })
  followed.takeUpdate({ ...goal, seq: 4, patch: { score: { home: 1 } } })
  expect(followed.takeUpdate({ ...goal, after: 4 })).toBe(true)
  expect(followed.held?.state).toEqual(afterGoal)
})
