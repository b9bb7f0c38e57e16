import type { MatchState, Status } from '../../match/state.ts'
import { NOT_BEGUN } from '../contract/warnings/out-of-play.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import type { CommonEvent } from './events.ts'
import { isNormalTransition, isOver, isSealed } from './status.ts'

const FINE_AFTER_FINAL: ReadonlySet<string> = new Set(['match_final', 'status_set', 'result_set', 'note'])
const SCORING: ReadonlySet<string> = new Set(['score'])

export const commonWarnings = {
  'unexpected-transition': {
    when: 'the status changes in an unusual way',
    example: '`match_final` while the match is `scheduled`',
  },
  'score-before-start': { when: 'it scores, and the match has not begun', example: '`score` while it is `scheduled`' },
  'score-below-zero': {
    when: 'a `score_adjust` takes more than there is; the board shows 0',
    example: '`{"type":"score_adjust","team":"home","points":-2}` at 1–0',
  },
  'after-final': { when: 'it arrived after the match was `final`', example: '`period_start` after `match_final`' },
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
  } else if (next !== undefined && (!isNormal(state, next) || isSecondStart(state, event))) {
    warnings.push({ code: 'unexpected-transition', detail: unexpected(state, event, next) })
  }
  if (scoring.has(event.type) && NOT_BEGUN.has(state.status)) {
    warnings.push({ code: 'score-before-start', detail: `${event.type} while the match is ${state.status}` })
  }
  const below = belowZero(state, event as CommonEvent)
  if (below) warnings.push(below)
  return warnings
}

/** What is cancelled is left by `status_set` alone. */
function unexpected({ status }: MatchState, { type }: { readonly type: string }, next: Status): string {
  if (isSealed(status) && type !== 'status_set')
    return `${type} while the match is ${status}: it stays so until a status_set`
  return `${type} leads from ${status} to ${next}`
}

/** What was awarded is final without having been played. */
function isNormal({ status, result }: MatchState, next: Status): boolean {
  return isNormalTransition(status, next) || (next === 'final' && result !== undefined)
}

/** What is over goes on with a period or a point; a whole match begins once. */
function isSecondStart({ status }: MatchState, { type }: { readonly type: string }): boolean {
  return type === 'match_start' && isOver(status)
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
    detail: `${event.points} from ${state.score[event.team]} for ${event.team}; the board shows 0`,
  }
}

/** These move from one period to another, or are of the whole match. */
const OF_NO_PERIOD: ReadonlySet<string> = new Set([
  'match_start',
  'period_start',
  'break_start',
  'break_end',
  'match_end',
  'match_final',
  'status_set',
  'result_set',
])

/** Whether an event names another period than the one on the board, both by number; 0 before the first. */
export function contradiction(
  { type }: { readonly type: string },
  named: number | undefined,
  current: number,
): Warning<'contradicts-period'>[] {
  if (named === undefined || OF_NO_PERIOD.has(type) || named === Math.max(1, current)) return []
  const board = current === 0 ? 'no period has begun' : `the board is in period ${current}`
  return [{ code: 'contradicts-period', detail: `${type} names period ${named}, and ${board}` }]
}
