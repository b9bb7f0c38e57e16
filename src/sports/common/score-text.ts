import type { MatchState, Score } from '../../match/state.ts'
import type { Correction } from '../../protocol/messages.ts'
import { inWords } from './words.ts'

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
