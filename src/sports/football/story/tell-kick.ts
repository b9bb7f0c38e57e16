import type { MatchEvent } from '../../../match/event.ts'
import { isConfirmed } from '../../common/running-score.ts'
import { scoreText } from '../../common/text/score-text.ts'
import type { StoryEntry, StoryItem } from '../../contract/view.ts'
import type { FootballDetail } from '../detail.ts'
import type { Moment } from './tellers.ts'

/** A kick of the shoot-out, with the score of the kicks after it; the one that decided says so. */
export function tellKick({ event, counts, entries, state }: Moment): StoryItem {
  const { shootout }: Partial<FootballDetail> = state.detail
  const winner = shootout?.kicks.at(-1)?.id === event.id ? shootout.decided : undefined
  const wins = winner && `${state[winner].name} win the shoot-out`
  const details = [event['scored'] ? 'Scored' : 'Missed', wins].filter(Boolean)
  return {
    tone: 'plain',
    icon: event['scored'] ? 'ball' : 'miss',
    title: event.player ?? 'Penalty',
    detail: details.join(' · '),
    ...(counts && { score: scoreText(kicksUntil(event, entries)) }),
  }
}

function kicksUntil(last: MatchEvent, entries: readonly StoryEntry[]): { home: number; away: number } {
  const until = entries.findIndex(({ event }) => event.id === last.id)
  const kicks = entries
    .slice(0, until + 1)
    .filter(({ event, isDeleted }) => event.type === 'shootout_kick' && !isDeleted && isConfirmed(event))
    .map(({ event }) => event)
  const retaken = new Set(kicks.map(({ retakeOf }) => retakeOf))
  const goals = kicks.filter(({ id, scored }) => scored === true && !retaken.has(id))
  return {
    home: goals.filter(({ team }) => team === 'home').length,
    away: goals.filter(({ team }) => team === 'away').length,
  }
}
