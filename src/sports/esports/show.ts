import { sideThat } from '../engines/sets/score.ts'
import type { EsportsDetail } from './detail.ts'
import { type EsportsMemory, isPlayOver, winsMap, winsMatch } from './play.ts'
import { overtimeOf } from './rounds.ts'

/** What viewers see of the memory. A match that is over shows the map it ended in only if something of it was played. */
export function showEsports(memory: EsportsMemory, isOver: boolean): EsportsDetail {
  const { sets, points, halves, sides, maps, changeEnds } = memory
  const isBegun = points.home + points.away > 0
  const played = {
    sets,
    ...(Object.keys(maps).length > 0 && { maps }),
    ...(isBegun && halves && halves.length > 0 && { halves }),
  }
  if (isOver || isPlayOver(memory)) return isBegun ? { ...played, points } : played
  const overtime = overtimeNow(memory)
  return {
    ...played,
    points,
    ...(overtime > 0 && { overtime }),
    ...(sides && { sides }),
    ...(changeEnds && { changeEnds: true as const }),
    ...chancesOf(memory),
  }
}

function overtimeNow({ format, points, isGolden }: EsportsMemory): number {
  if (format.counts === 'rounds') return overtimeOf(format, points)
  return isGolden ? 1 : 0
}

function chancesOf(memory: EsportsMemory): Pick<EsportsDetail, 'setPoint' | 'matchPoint'> {
  const setPoint = sideThat((side) => winsMap(memory, side))
  const matchPoint = sideThat((side) => winsMatch(memory, side))
  return { ...(setPoint && { setPoint }), ...(matchPoint && { matchPoint }) }
}
