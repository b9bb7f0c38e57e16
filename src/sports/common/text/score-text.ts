import type { Score, ScoreState } from '../../../match/state.ts'
import type { Correction } from '../../../protocol/messages.ts'
import { inWords } from './words.ts'

/** `2–1`, `1½–½` */
export function scoreText({ home, away }: Score): string {
  return `${pointsText(home)}–${pointsText(away)}`
}

/** `2`, `1½`, `½` */
export function pointsText(points: number): string {
  if (Number.isInteger(points)) return String(points)
  const whole = Math.floor(points)
  return `${whole === 0 ? '' : whole}½`
}

/** For the ear: `Arsenal 2, Chelsea 1` */
export function spokenTotals({ home, away, score }: ScoreState): string {
  return `${home.name} ${score.home}, ${away.name} ${score.away}`
}

/** `2–2 (3–1)`: with a shoot-out behind the score, if there is one. */
export function scoreAndShootout(score: Score, shootout: Score | undefined): string {
  return shootout === undefined ? scoreText(score) : `${scoreText(score)} (${scoreText(shootout)})`
}

/** What a correction tells. */
export function correctedScore({ score, shootout }: Correction['before']): string {
  return scoreAndShootout(score, shootout as Score | undefined)
}

/** `Goal disallowed (offside)` */
export function correctionText({ kind, reason }: Pick<Correction, 'kind' | 'reason'>): string {
  return reason ? `${inWords(kind)} (${inWords(reason).toLowerCase()})` : inWords(kind)
}
