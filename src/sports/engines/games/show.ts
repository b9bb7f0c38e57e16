import { isComplete } from '../sets/score.ts'
import type { TennisDetail } from './detail.ts'
import { pointNow, rulesNow, type TennisMemory } from './play.ts'
import { callPoints, chancesOf, isBegun } from './score.ts'
import { onService } from './service.ts'

/**
 * What viewers see of the memory. A match that was won shows its sets alone; one that ended before also shows where it
 * stood, if the set had begun.
 */
export function showTennis(memory: TennisMemory, isOver: boolean): TennisDetail {
  const { sets, standing, service, format, won, ending, changeEnds } = memory
  const isStopped = isOver || ending !== undefined
  if (isComplete(won, format.bestOf) || (isStopped && !isBegun(standing))) return { sets }
  const rules = rulesNow(memory)
  const shown = { sets, games: standing.games, points: callPoints(rules, standing) }
  if (isStopped) return shown
  const point = pointNow(memory)
  const onCourt = service && onService(service, point)
  const { isDeciding, ...chances } = chancesOf(rules, standing, {
    won,
    bestOf: format.bestOf,
    receiver: onCourt?.receiver.side,
  })
  return {
    ...shown,
    ...(point.isTiebreak && { tiebreak: rules.tiebreak?.at === 0 ? ('match' as const) : ('set' as const) }),
    ...onCourt,
    ...(isDeciding && { decidingPoint: nameOf(format) }),
    ...chances,
    ...(changeEnds && { changeEnds: true as const }),
  }
}

/** Padel has names for the point that decides a game. */
function nameOf({ deuceRule }: TennisMemory['format']): NonNullable<TennisDetail['decidingPoint']> {
  return deuceRule === undefined || deuceRule === 'advantage' ? 'deciding' : deuceRule
}
