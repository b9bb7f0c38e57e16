import type { MatchState, Status } from '../../match/state.ts'
import type { Warning } from '../contract/sport.ts'
import type { CommonEvent } from './events.ts'
import { isNormalTransition } from './status.ts'

const NOT_STARTED: ReadonlySet<Status> = new Set(['scheduled', 'delayed', 'postponed', 'cancelled'])
const FINE_AFTER_FINAL: ReadonlySet<string> = new Set(['match_final', 'status_set', 'result_set', 'note'])
const SCORING: ReadonlySet<string> = new Set(['score'])

export const commonWarnings = {
  'unexpected-transition': 'the status changes in an unusual way, such as `scheduled` to `final`',
  'score-before-start': 'it scores, and the match has not begun',
  'score-below-zero': 'a `score_adjust` would make the score negative; it stays at 0',
  'after-final': 'it arrived after the match was `final`',
} as const

type CommonWarning = Warning<keyof typeof commonWarnings>

/**
 * What is surprising about an event in any sport.
 *
 * @param scoring the sport's event types that move the score
 */
export function surprisesOfCommon(
  state: MatchState,
  event: { readonly type: string },
  scoring: ReadonlySet<string> = SCORING,
): CommonWarning[] {
  const warnings: CommonWarning[] = []
  const next = statusAfter(event as CommonEvent)
  if (state.status === 'final' && !FINE_AFTER_FINAL.has(event.type)) {
    warnings.push({ code: 'after-final', detail: `${event.type} arrived after the match was final` })
  } else if (next !== undefined && !isNormalTransition(state.status, next)) {
    warnings.push({ code: 'unexpected-transition', detail: `${event.type} leads from ${state.status} to ${next}` })
  }
  if (scoring.has(event.type) && NOT_STARTED.has(state.status)) {
    warnings.push({ code: 'score-before-start', detail: `${event.type} while the match is ${state.status}` })
  }
  const below = belowZero(state, event as CommonEvent)
  if (below) warnings.push(below)
  return warnings
}

function statusAfter(event: CommonEvent): Status | undefined {
  switch (event.type) {
    case 'match_start':
    case 'period_start':
    case 'interruption_end':
      return 'live'
    case 'interruption_start':
      return 'interrupted'
    case 'match_end':
      return 'ended'
    case 'match_final':
      return 'final'
    case 'status_set':
      return event.status
    default:
      return undefined
  }
}

function belowZero(state: MatchState, event: CommonEvent): CommonWarning | undefined {
  if (event.type !== 'score_adjust' || state.score[event.team] + event.points >= 0) return undefined
  return {
    code: 'score-below-zero',
    detail: `${event.points} from ${state.score[event.team]} for ${event.team}; the score stays at 0`,
  }
}
