import { otherSide } from '../../match/sides.ts'
import type { Score } from '../../match/state.ts'
import { leaderOf } from '../common/sides.ts'
import { isDecided } from '../engines/sets/score.ts'
import { pointsLeft } from './balls.ts'
import type { SnookerDetail } from './detail.ts'
import type { SnookerMemory } from './play.ts'

const LEAST_FOUL = 4

/** What viewers see of the memory. A match that is over shows the frame it ended in only if a ball of it was potted. */
export function showSnooker(memory: SnookerMemory, isOver: boolean): SnookerDetail {
  const { sets, points, table, atTable, highest, centuries, format } = memory
  const played = {
    sets,
    ...(sum(highest) > 0 && { highestBreaks: highest }),
    ...(sum(centuries) > 0 && { centuries }),
  }
  if (isOver || isDecided(memory, format.bestOf)) return sum(points) > 0 ? { ...played, points } : played
  const left = pointsLeft(table)
  return {
    ...played,
    points,
    reds: table.reds,
    pointsLeft: left,
    ...(atTable && { server: { side: atTable } }),
    ...(memory.break && { break: memory.break }),
    ...snookersOf(points, left),
    ...(table.isRespotted && { respotted: true as const }),
  }
}

function snookersOf(points: Score, left: number): Pick<SnookerDetail, 'snookersNeeded'> {
  const leader = leaderOf(points)
  if (leader === 'draw') return {}
  const team = otherSide(leader)
  const short = points[leader] - points[team] - left
  return short > 0 ? { snookersNeeded: { team, n: Math.ceil(short / LEAST_FOUL) } } : {}
}

export function sum({ home, away }: Score): number {
  return home + away
}
