import { inWords } from '../../../client/progress-label.ts'
import type { MatchEvent } from '../../../match/event.ts'
import { periodPanel } from './period-panel.ts'
import { announceCommon, scoreText } from './score-text.ts'
import type { SportView, StoryItem } from './sport-view.ts'

/** Any sport that has no view of its own: the score, its periods, and what happened in the feed's words. */
export const genericView: SportView = {
  story: 'sides',
  cells: (state, side) => [{ text: String(state.score[side]), kind: 'main' }],
  headline: (state, side) => String(state.score[side]),
  summary: () => undefined,
  panels: (state) => periodPanel(state, 'Score by period'),
  tell: (entries) => entries.map((entry) => ({ entry, item: tellPlain(entry.event, scoreText(entry.after.score)) })),
  announce: announceCommon,
  celebrates: () => undefined,
}

const PHASES = /^(match|period|break|interruption|timeout|review)_|^timeout$|^match_/

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
