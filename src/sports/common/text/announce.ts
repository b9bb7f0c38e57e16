import type { ShownScoreUpdate } from '../../contract/presentation.ts'
import { correctionText, scoreText, spokenTotals } from './score-text.ts'

/** What every sport says aloud: a correction that moved the score, and the end. */
export function announceCommon(update: ShownScoreUpdate): string | undefined {
  const { message, before, after } = update
  const { correction } = message
  if (correction && isScoreCorrection(update))
    return `Correction: ${correctionText(correction)}. ${spokenTotals(after)}`
  if (before.status === 'live' && (after.status === 'ended' || after.status === 'final')) {
    return `Match over. ${spokenTotals(after)}`
  }
  return undefined
}

/** Whether it took back or changed something that counted: not just the name of a scorer. */
export function isScoreCorrection({ message, before, after }: ShownScoreUpdate): boolean {
  return message.correction !== undefined && scoreText(before.score) !== scoreText(after.score)
}
