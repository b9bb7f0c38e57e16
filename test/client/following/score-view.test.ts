import { expect, it } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import { scoreState } from '../../../src/protocol/view.ts'
import { followedAlone, stateOf } from '../state-builder.ts'

const [epoch, match] = ['e', 'm1']

it('[W9] a whole state is held as its score once a gateway that lags behind has answered in view score', () => {
  const whole = stateOf(match, { home: 1, away: 0 })
  const followed = followedAlone(match)
  followed.takeJoin({ match, epoch, seq: 4, state: whole }, 'full')

  followed.takeJoin({ match, epoch, seq: 3, state: scoreState(stateOf(match)) as MatchState }, 'score')
  expect(followed.held).toEqual({ epoch, seq: 4, state: scoreState(whole) })

  // Its updates say no more than the scoreline: a detail that was kept would grow old in silence.
  followed.takeUpdate({ op: 'update', match, seq: 4, after: 3, at: 8, patch: { score: { home: 1 } } })
  expect(followed.takeUpdate({ op: 'update', match, seq: 5, at: 9, patch: { score: { away: 1 } } })).toBe(true)
  expect(followed.held?.state).toEqual({ ...scoreState(whole), score: { home: 1, away: 1 } })
})
