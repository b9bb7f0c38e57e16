import type { MatchState, Scoreline, Side, SideLine } from '../../match/state.ts'
import { scorelineOf } from '../common/text/scoreline.ts'
import { count } from '../common/text/words.ts'
import { isUnderWay } from '../engines/sets/scoreline.ts'
import { isFinish } from './checkout.ts'
import type { DartsDetail } from './detail.ts'
import type { DartsFormat } from './format.ts'

/** Sets or legs won, what remains, in a match of sets the legs; who throws, and what it takes to finish. */
export function dartsScoreline(state: MatchState<DartsDetail>): Scoreline {
  const { score, detail } = state
  const { remaining, legs, server } = detail
  const isPlaying = isUnderWay(state) && remaining !== undefined
  const line = (side: Side): SideLine => ({
    main: String(score[side]),
    ...(isPlaying && { now: String(remaining[side]) }),
    ...(isPlaying && formatOf(state).bestOf > 1 && { sub: count(legs[side], 'leg') }),
  })
  return scorelineOf(state, {
    home: line('home'),
    away: line('away'),
    serving: isPlaying ? server?.side : undefined,
    situation: isPlaying ? finishOf(state) : undefined,
  })
}

/** `Lind requires 121` */
function finishOf(state: MatchState<DartsDetail>): string | undefined {
  const { server, remaining } = state.detail
  if (server === undefined || remaining === undefined) return undefined
  const left = remaining[server.side]
  return isFinish(left, formatOf(state).out) ? `${state[server.side].name} requires ${left}` : undefined
}

function formatOf(state: MatchState): DartsFormat {
  return state.format as DartsFormat
}
