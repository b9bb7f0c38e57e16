import type { Reduced } from '../../match/fold.ts'
import { onState } from '../common/state.ts'
import type { FootballDetail } from './detail.ts'
import type { FootballFormat } from './format.ts'
import type { FootballMemory } from './memory.ts'
import { footballRules } from './periods.ts'

export type ReducedFootball = Reduced<FootballDetail, FootballMemory>

export function onDetail(
  reduced: ReducedFootball,
  change: (detail: FootballDetail) => FootballDetail,
): ReducedFootball {
  return onState(reduced, (state) => {
    const detail = change(state.detail)
    return detail === state.detail ? state : { ...state, detail }
  })
}

/** The format of a state is the one that `start` parsed. */
export function formatOf(reduced: ReducedFootball): FootballFormat {
  return reduced.state.format as FootballFormat
}

export function rulesOf(reduced: ReducedFootball) {
  return footballRules(formatOf(reduced))
}
