import { scoreText } from '../../common/text/score-text.ts'
import type { StoryItem } from '../../contract/presentation.ts'
import type { FootballDetail } from '../detail.ts'
import type { Moment } from './tellers.ts'

/** A kick of the shoot-out, with the score of the kicks after it; the one that decided says so. */
export function tellKick({ event, counts, shootout: kicks, state }: Moment): StoryItem {
  const { shootout }: Partial<FootballDetail> = state.detail
  const winner = shootout?.kicks.at(-1)?.id === event.id ? shootout.decided : undefined
  const wins = winner && `${state[winner].name} win the shoot-out`
  const details = [event['scored'] ? 'Scored' : 'Missed', wins].filter(Boolean)
  return {
    tone: 'plain',
    icon: event['scored'] ? 'ball' : 'miss',
    title: event.player ?? 'Penalty',
    detail: details.join(' · '),
    ...(counts && kicks && { score: scoreText(kicks) }),
  }
}
