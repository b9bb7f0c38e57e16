import type { MatchState, Scoreline } from '../../match/state.ts'
import { setsScoreline } from '../engines/sets/scoreline.ts'
import type { EsportsDetail } from './detail.ts'

/** Maps won, the score of the map being played, its name, and what hangs on the next round. */
export function esportsScoreline(state: MatchState<EsportsDetail>): Scoreline {
  return setsScoreline(state, standingOf(state))
}

/** `Mirage`, `Mirage, overtime`, `Overtime 2` */
function standingOf(state: MatchState<EsportsDetail>): string | undefined {
  const { overtime = 0 } = state.detail
  const extra = overtime > 1 ? `overtime ${overtime}` : overtime === 1 ? 'overtime' : undefined
  const name = mapName(state)
  if (extra === undefined) return name
  return name === undefined ? `O${extra.slice(1)}` : `${name}, ${extra}`
}

/** What the map is called that is being played, or about to be. */
export function mapName({ detail, period }: Pick<MatchState<Partial<EsportsDetail>>, 'detail' | 'period'>) {
  return detail.maps?.[period?.n ?? 1]?.name
}
