import type { MatchEvent } from '../../match/event.ts'
import type { MatchState, Score, Side } from '../../match/state.ts'
import { type GameDetail, tallyOf, withFields } from '../engines/game/detail.ts'
import { australianRulesWorth } from './worth.ts'

/** Fans read 12.8 (80): goals, behinds, points. Left out where the points were told alone, and do not come of them. */
export function goalsAndBehinds({ detail, score: points }: MatchState<GameDetail>, of: Side): string | undefined {
  const goals = tallyOf(detail, 'goals', of)
  const behinds = tallyOf(detail, 'behinds', of)
  const sum = goals * worthOf('goal') + behinds * worthOf('behind')
  return sum === points[of] ? `${goals}.${behinds}` : undefined
}

function worthOf(type: string): number {
  return australianRulesWorth({ type } as MatchEvent)
}

/** A checkpoint may tell goals and behinds beside the points. */
export function withToldScores(detail: GameDetail, event: MatchEvent): GameDetail {
  if (event.type !== 'score_set') return detail
  const { goals, behinds } = (event['detail'] ?? {}) as { readonly goals?: Score; readonly behinds?: Score }
  return withFields(detail, { ...(goals && { goals: bothOf(goals) }), ...(behinds && { behinds: bothOf(behinds) }) })
}

/** Without fields that the feed added. */
function bothOf({ home, away }: Score): Score {
  return { home, away }
}
