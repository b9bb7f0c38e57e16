import type { Side } from '../../../match/state.ts'
import { isComplete, isWon, plusOne, sideThat } from '../sets/score.ts'
import type { RallyDetail } from './detail.ts'
import { isNil, isPlayOver, isSetOver, type RallyMemory, scores } from './play.ts'

/**
 * What viewers see of the memory. A match that was won shows its sets alone; one that ended before also shows where it
 * stood, if the set had begun.
 */
export function showRally(memory: RallyMemory, isOver: boolean): RallyDetail {
  const { sets, points, serves, serverNumber, timeoutsLeft, format, won, ending, golden, changeEnds, expedite } = memory
  const { players } = memory
  const played = { sets, ...(players && { players }), ...(golden && { goldenSet: golden }) }
  if (isPlayOver(memory) && (!ending || isComplete(won, format.bestOf))) return played
  const isStopped = isOver || ending !== undefined
  const stands = golden || (isStopped && isNil(points)) ? played : { ...played, points }
  if (isStopped) return stands
  return {
    ...stands,
    ...(serves && { server: { side: serves, ...(serverNumber && { number: serverNumber }) } }),
    ...(expedite && { expedite: true as const }),
    ...(format.timeouts > 0 && { timeoutsLeft }),
    ...chancesOf(memory),
    ...(changeEnds && { changeEnds: true as const }),
  }
}

function chancesOf(memory: RallyMemory): Pick<RallyDetail, 'setPoint' | 'matchPoint'> {
  const { points, won, format, golden } = memory
  const winsSet = (team: Side) => scores(memory, team) && isSetOver(memory, plusOne(golden ?? points, team))
  const winsMatch = (team: Side) => winsSet(team) && (golden !== undefined || isWon(plusOne(won, team), format.bestOf))
  const setPoint = sideThat(winsSet)
  const matchPoint = sideThat(winsMatch)
  return { ...(setPoint && { setPoint }), ...(matchPoint && { matchPoint }) }
}
