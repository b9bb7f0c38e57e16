import type { MatchState, Scoreline, Side, SideLine } from '../../match/state.ts'
import { scorelineOf } from '../common/text/scoreline.ts'
import { count } from '../common/text/words.ts'
import { isUnderWay } from '../engines/sets/scoreline.ts'
import type { SnookerDetail } from './detail.ts'

/** Frames won, the points of the frame, who is at the table, the break, and what is needed. */
export function snookerScoreline(state: MatchState<SnookerDetail>): Scoreline {
  const { score, detail } = state
  const { points } = detail
  const isPlaying = isUnderWay(state) && points !== undefined
  const line = (side: Side): SideLine => ({
    main: String(score[side]),
    ...(isPlaying && { now: String(points[side]) }),
  })
  return scorelineOf(state, {
    home: line('home'),
    away: line('away'),
    serving: isPlaying ? detail.server?.side : undefined,
    situation: isPlaying ? needOf(state) : undefined,
    standing: isPlaying && detail.break ? `Break ${detail.break.points}` : undefined,
  })
}

/** `Re-spotted black`, `Holm needs 2 snookers` */
function needOf(state: MatchState<SnookerDetail>): string | undefined {
  const { respotted, snookersNeeded } = state.detail
  if (respotted) return 'Re-spotted black'
  return snookersNeeded && `${state[snookersNeeded.team].name} needs ${count(snookersNeeded.n, 'snooker')}`
}
