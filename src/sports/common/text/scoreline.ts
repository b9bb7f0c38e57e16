import type { MatchState, Scoreline, Side, SideLine } from '../../../match/state.ts'
import { STATUS_LABELS } from './labels.ts'
import { pointsText } from './score-text.ts'
import { inWords } from './words.ts'

/** What a sport says of its scoreline. The first of the notes is shown. */
export interface ScorelineParts extends Readonly<Record<Side, SideLine>> {
  readonly serving?: Side | undefined
  /** What a review is called: `VAR`. */
  readonly review?: string | undefined
  /** What is at stake now: `Match point`, `Dale need 12 from 10`. */
  readonly situation?: string | undefined
  /** How it stands where nothing is at stake: `HT 2–0`, `Agg 3–2`. */
  readonly standing?: string | undefined
}

/** The scoreline of a sport whose score says it all. */
export function plainScoreline(state: MatchState): Scoreline {
  const line = (side: Side): SideLine => ({ main: pointsText(state.score[side]) })
  return scorelineOf(state, { home: line('home'), away: line('away') })
}

/** Puts the note below the numbers: the result, an interruption, a review, the situation, a timeout, or how it stands, whichever is first. */
export function scorelineOf(state: MatchState, parts: ScorelineParts): Scoreline {
  const { home, away, serving } = parts
  const note =
    state.result?.text ??
    interruptionOf(state) ??
    reviewOf(state, parts.review) ??
    parts.situation ??
    timeoutOf(state) ??
    parts.standing
  return { home, away, ...(serving !== undefined && { serving }), ...(note && { note }) }
}

/** `Delayed`, `Suspended: floodlight failure` */
function interruptionOf({ status, statusReason }: MatchState): string | undefined {
  const word = STATUS_LABELS[status]
  if (word === undefined) return undefined
  return statusReason === undefined ? word : `${word}: ${statusReason}`
}

/** `Timeout: Owls` */
function timeoutOf(state: MatchState): string | undefined {
  const { timeout } = state
  if (timeout === undefined) return undefined
  return timeout.team === undefined ? 'Timeout' : `Timeout: ${state[timeout.team].name}`
}

/** `VAR: penalty`, `Goal awaits confirmation` */
function reviewOf({ pending }: MatchState, review = 'Review'): string | undefined {
  const first = pending.find(({ subject }) => subject !== undefined) ?? pending[0]
  if (first === undefined) return undefined
  if (first.subject === undefined) return `${inWords(first.type)} awaits confirmation`
  return `${review}: ${inWords(first.subject).toLowerCase()}`
}
