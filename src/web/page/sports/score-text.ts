import type { AppliedUpdate } from '../../../client/index.ts'
import { inWords } from '../../../client/progress-label.ts'
import type { MatchState, Score } from '../../../match/state.ts'
import type { Correction } from '../../../protocol/messages.ts'

/** `2–1` */
export function scoreText({ home, away }: Score): string {
  return `${home}–${away}`
}

/** For the ear: `Arsenal 2, Chelsea 1` */
export function spokenScore({ home, away, score }: MatchState): string {
  return `${home.name} ${score.home}, ${away.name} ${score.away}`
}

/** `Goal disallowed (offside)` */
export function correctionText({ kind, reason }: Correction): string {
  return reason ? `${inWords(kind)} (${inWords(reason).toLowerCase()})` : inWords(kind)
}

/** What every sport says aloud: a correction that moved the score, and the end. */
export function announceCommon(update: AppliedUpdate): string | undefined {
  const { message, before, after } = update
  const { correction } = message
  if (correction && isScoreCorrection(update)) return `Correction: ${correctionText(correction)}. ${spokenScore(after)}`
  if (before.status === 'live' && (after.status === 'ended' || after.status === 'final')) {
    return `Match over. ${spokenScore(after)}`
  }
  return undefined
}

/** Whether it took back or changed something that counted: not just the name of a scorer. */
export function isScoreCorrection({ message, before, after }: AppliedUpdate): boolean {
  return message.correction !== undefined && scoreText(before.score) !== scoreText(after.score)
}
