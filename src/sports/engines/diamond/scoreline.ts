import type { Scoreline } from '../../../match/state.ts'
import { scorelineOf } from '../../common/text/scoreline.ts'
import { count } from '../../common/text/words.ts'
import type { DiamondState } from './detail.ts'
import { basesText } from './plays/bases.ts'
import { battingSide } from './reading.ts'

/** Runs, who bats, and the outs and bases of the half being played. */
export function diamondScoreline(state: DiamondState): Scoreline {
  return scorelineOf(state, {
    home: { main: String(state.score.home) },
    away: { main: String(state.score.away) },
    serving: battingSide(state),
    situation: situationOf(state),
  })
}

/** `2 outs, 1st & 3rd`, while a side bats. */
export function situationOf(state: DiamondState): string | undefined {
  if (battingSide(state) === undefined) return undefined
  const { outs, bases } = state.detail
  return [outs === 0 ? 'No outs' : count(outs, 'out'), basesText(bases)].filter(Boolean).join(', ')
}
