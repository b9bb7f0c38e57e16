import { changeStatus } from '../../common/apply.ts'
import { periodOfEvent } from '../../engines/clocked/place.ts'
import type { GoalEvent } from '../events.ts'
import { laterPeriods } from '../periods.ts'
import { formatOf, type ReducedFootball, rulesOf } from '../reduced.ts'
import { tieLeader } from './tie.ts'

/** A golden goal ends the match at once. */
export function endIfGolden(reduced: ReducedFootball, event: GoalEvent, at: number): ReducedFootball {
  const format = formatOf(reduced)
  const { firstExtra, lastExtra } = laterPeriods(format)
  const current = reduced.state.period?.n ?? 0
  const period = periodOfEvent(rulesOf(reduced), event, current) ?? current
  if (format.extraTime !== 'golden' || period < firstExtra || period > lastExtra) return reduced
  return endIfLed(reduced, at)
}

/** Under the silver goal the side that leads at half-time of extra time has won. */
export function endIfSilver(reduced: ReducedFootball, at: number): ReducedFootball {
  const format = formatOf(reduced)
  if (format.extraTime !== 'silver' || reduced.memory.endedPeriod !== laterPeriods(format).firstExtra) return reduced
  return endIfLed(reduced, at)
}

function endIfLed(reduced: ReducedFootball, at: number): ReducedFootball {
  const isLed = tieLeader(formatOf(reduced), reduced.state.score) !== 'draw'
  if (!isLed || reduced.state.status !== 'live') return reduced
  const ended = changeStatus(reduced, 'ended', at)
  return { ...ended, memory: { ...ended.memory, isDecided: true } }
}

export function abandonIfTooFew(reduced: ReducedFootball, at: number): ReducedFootball {
  const { status, detail } = reduced.state
  const fewest = Math.min(detail.players.home, detail.players.away)
  if (fewest >= formatOf(reduced).minPlayers || (status !== 'live' && status !== 'interrupted')) return reduced
  return changeStatus(reduced, 'abandoned', at, 'too few players')
}
