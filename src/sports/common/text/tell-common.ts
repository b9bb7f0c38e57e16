import type { MatchEvent } from '../../../match/event.ts'
import { isUnplayed } from '../../../match/scoreboard.ts'
import type { MatchState, Result } from '../../../match/state.ts'
import type { StoryEntry, StoryItem } from '../../contract/presentation.ts'
import { resultInWords } from './result-text.ts'
import { pointsText } from './score-text.ts'
import { count, inWords } from './words.ts'

/** What a `score` of so many points is called. */
export type ScoreTitle = (points: number) => string

type Teller = (
  event: MatchEvent,
  score: string,
  after: MatchState,
  scoreTitle: ScoreTitle,
) => Omit<StoryItem, 'side' | 'when'>

/** The events that every sport has, in words for those who watch. */
const TELLERS: Readonly<Record<string, Teller>> = {
  match_start: () => ({ tone: 'phase', title: 'Match begins' }),
  period_start: ({ period }) => ({ tone: 'phase', title: `${periodName(period)} begins` }),
  period_end: ({ period }, score) => ({ tone: 'phase', title: `End of ${inside(periodName(period))}`, score }),
  break_start: (event) => ({ tone: 'phase', title: inWords(text(event, 'kind') ?? 'Break') }),
  break_end: () => ({ tone: 'phase', title: 'Play goes on' }),
  match_end: (_, score, after) => ({ tone: 'phase', title: 'Match over', ...played(score, after) }),
  match_final: (_, score, after) => ({ tone: 'phase', title: 'Result confirmed', ...played(score, after) }),
  status_set: (event) => ({ tone: 'phase', title: STATUS_NEWS[String(event.status)] ?? 'News', ...why(event) }),
  interruption_start: (event) => ({ tone: 'phase', title: 'Play stopped', ...why(event) }),
  interruption_end: () => ({ tone: 'phase', title: 'Play goes on' }),
  clock: (event) => ({ tone: 'plain', title: clockNews(event) }),
  score: (event, score, _, scoreTitle) => ({
    tone: 'goal',
    title: scoreTitle(number(event, 'points') ?? 0),
    ...who(event),
    score,
  }),
  score_adjust: (event, score) => ({ tone: 'goal', title: `Score corrected, ${signed(event)}`, ...why(event), score }),
  score_set: (event, score) => {
    const isCorrection = text(event, 'reason') !== undefined
    return { tone: 'goal', title: isCorrection ? 'Score corrected' : 'Score', ...why(event), score }
  },
  timeout: (event) => ({ tone: 'phase', title: 'Timeout', ...said(event, 'kind') }),
  timeout_end: () => ({ tone: 'phase', title: 'Timeout over' }),
  substitution: tellSubstitution,
  review_start: (event) => ({ tone: 'review', title: 'Review', ...said(event, 'subject') }),
  review_end: (event) => ({ tone: 'review', title: 'Review over', ...said(event, 'decision') }),
  result_set: (event, score, after) => ({
    tone: 'phase',
    title: 'Result',
    ...resultWords(event, after),
    ...played(score, after),
  }),
  note: (event) => ({ tone: 'plain', title: text(event, 'text') ?? 'Note' }),
}

const STATUS_NEWS: Readonly<Record<string, string>> = {
  scheduled: 'On the schedule',
  delayed: 'Start delayed',
  live: 'Play is on',
  interrupted: 'Play stopped',
  suspended: 'Match suspended',
  ended: 'Match over',
  final: 'Result confirmed',
  postponed: 'Postponed',
  cancelled: 'Cancelled',
  abandoned: 'Match abandoned',
}

/**
 * The line of an event that every sport has; undefined for those of a sport's own.
 *
 * @param score after the event, as it stands today
 */
export function tellCommon(
  { event, after }: Pick<StoryEntry, 'event' | 'after'>,
  score: string,
  scoreTitle: ScoreTitle = inPoints,
): StoryItem | undefined {
  const teller = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined
  if (teller === undefined) return undefined
  const { team, clock } = event
  return {
    ...teller(event, score, after, scoreTitle),
    ...(team && { side: team }),
    ...(clock !== undefined && { when: clock }),
  }
}

/** Who comes on for whom, or the half of it that the feed knows. */
function tellSubstitution(event: MatchEvent): StoryItem {
  const on = text(event, 'on') ?? event.player
  const off = text(event, 'off')
  const line = { tone: 'plain', icon: 'swap' } as const
  if (on === undefined)
    return { ...line, title: off ?? 'Substitution', ...(off !== undefined && { detail: 'goes off' }) }
  return { ...line, title: on, detail: off === undefined ? 'comes on' : `for ${off}` }
}

function periodName(period: MatchEvent['period']): string {
  return typeof period === 'string' ? inWords(period) : `Period ${period ?? ''}`.trim()
}

const ORDINARY = /^(?:Period|(?:First|Second) half|Overtime|Extra time|Sudden death|Shoot-out|Set|Game|Leg|Frame|Map)\b/

/** A name as it stands within a sentence: names that feeds made up keep their capitals. */
function inside(name: string): string {
  return ORDINARY.test(name) ? name.toLowerCase() : name
}

/** `2 points`, `½ point` */
const inPoints: ScoreTitle = (points) => `${pointsText(points)} point${points > 0 && points <= 1 ? '' : 's'}`

/** `Goal`, `2 goals` */
export const inGoals: ScoreTitle = (points) => (points === 1 ? 'Goal' : count(points, 'goal'))

function signed(event: MatchEvent): string {
  const by = number(event, 'points') ?? 0
  return by < 0 ? `−${-by}` : `+${by}`
}

function clockNews(event: MatchEvent): string {
  const action = text(event, 'action')
  if (action === 'set') return `Clock set to ${event.clock ?? '0:00'}`
  return action === 'start' ? 'Clock runs' : 'Clock stopped'
}

/** The words that the feed gave, else who won and how; the numbers stand beside it. Where nobody won, the sport's words. */
function resultWords(event: MatchEvent, after: MatchState): { readonly detail?: string } {
  const { result } = event as { readonly result?: Result }
  if (result === undefined) return {}
  const isWon = result.winner === 'home' || result.winner === 'away'
  return { detail: result.text ?? (isWon ? undefined : after.result?.text) ?? resultInWords(result, after) }
}

/** The score, if there is one. */
function played(score: string, after: MatchState): { readonly score?: string } {
  return isUnplayed(after) ? {} : { score }
}

function why(event: MatchEvent): { readonly detail?: string } {
  return said(event, 'reason')
}

function said(event: MatchEvent, field: string): { readonly detail?: string } {
  const value = text(event, field)
  return value === undefined ? {} : { detail: inWords(value) }
}

function who({ player }: MatchEvent): { readonly detail?: string } {
  return player === undefined ? {} : { detail: player }
}

function text(event: MatchEvent, field: string): string | undefined {
  const value = event[field]
  return typeof value === 'string' ? value : undefined
}

function number(event: MatchEvent, field: string): number | undefined {
  const value = event[field]
  return typeof value === 'number' ? value : undefined
}
