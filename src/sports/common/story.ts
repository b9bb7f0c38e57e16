import type { MatchEvent } from '../../match/event.ts'
import type { SportStory, StoryItem } from '../contract/view.ts'
import { scoreText } from './score-text.ts'
import { inWords } from './words.ts'

const PHASES = /^(match|period|break|interruption|timeout|review)_|^timeout$/

/** Every event in the feed's words. */
export const plainStory: SportStory = {
  layout: 'sides',
  tell: (entries) => entries.map((entry) => ({ entry, item: tellPlain(entry.event, scoreText(entry.after.score)) })),
}

/** A line for an event of which only the envelope is known. */
export function tellPlain(event: MatchEvent, score: string): StoryItem {
  const isPhase = PHASES.test(event.type)
  const points = typeof event['points'] === 'number' ? event['points'] : undefined
  const text = typeof event['text'] === 'string' ? event['text'] : undefined
  const details = [event.player, text, typeof event['reason'] === 'string' ? inWords(event['reason']) : undefined]
  const detail = details.filter(Boolean).join(' · ')
  return {
    tone: isPhase ? 'phase' : points === undefined ? 'plain' : 'goal',
    title: titleOf(event, points),
    ...(detail && { detail }),
    ...(event.team && { side: event.team }),
    ...(event.clock !== undefined && { when: event.clock }),
    ...((points !== undefined || event.type.endsWith('_end')) && { score }),
  }
}

function titleOf({ type, period }: MatchEvent, points: number | undefined): string {
  if (points !== undefined) return points === 1 ? '1 point' : `${points} points`
  if (type === 'match_start') return 'Match begins'
  if (type === 'match_end') return 'Match over'
  if (period !== undefined && type === 'period_start') return `Period ${period} begins`
  if (period !== undefined && type === 'period_end') return `End of period ${period}`
  return inWords(type)
}
