import type { MatchState } from '../../match/state.ts'
import type { EsportsDetail } from './detail.ts'

/** The detail of a state that pages were sent: any part of it may be missing. */
export function detailOf(state: MatchState): Partial<EsportsDetail> {
  return state.detail
}
