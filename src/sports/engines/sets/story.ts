import type { Side } from '../../../match/state.ts'
import { unitOf } from '../../common/text/presentation.ts'
import { scoreText } from '../../common/text/score-text.ts'
import { tellUnknown } from '../../common/text/story.ts'
import { tellCommon } from '../../common/text/tell-common.ts'
import { inWords } from '../../common/text/words.ts'
import type { SportStory, StoryEntry, StoryItem, StoryPart } from '../../contract/presentation.ts'

/** What a type that all sports of sets have is called, with the name of the side it is about. */
const TITLES: Readonly<Record<string, (name: string) => string>> = {
  warm_up: () => 'Warm-up',
  service: () => 'Service',
  retired: (name) => `${name} retired`,
  walkover: (name) => `Walkover: ${name} did not play`,
  default: (name) => `${name} defaulted`,
  timeout: (name) => (name === '' ? 'Timeout' : `Timeout: ${name}`),
  technical_timeout: () => 'Technical timeout',
  challenge: (name) => (name === '' ? 'Challenge' : `Challenge: ${name}`),
  rotation_fault: (name) => (name === '' ? 'Rotation fault' : `Rotation fault: ${name}`),
  golden_set: () => 'Golden set',
  expedite: () => 'Expedite system: each side serves once in turn',
  fault: () => 'Fault',
  let: () => 'Let',
  code_violation: (name) => `Code violation: ${name}`,
  time_violation: (name) => `Time violation: ${name}`,
  medical_timeout: (name) => `Medical timeout: ${name}`,
  toilet_break: (name) => `Toilet break: ${name}`,
  replay_point: () => 'The point is played again',
  conduct_warning: (name) => `Conduct warning: ${name}`,
}

/** Events that change the score beyond a point: the score after them is told. */
const MOVES_SCORE: ReadonlySet<string> = new Set(['score_set', 'score', 'score_adjust'])
const PHASES: ReadonlySet<string> = new Set(['warm_up', 'retired', 'walkover', 'default', 'golden_set'])

/**
 * A line for each event but those of the clock, below the parts of the match that it belongs to.
 *
 * @param tell the line of an event
 */
export function storyOfSets(
  tell: (entry: StoryEntry) => StoryItem,
  partsOf: (entry: StoryEntry) => readonly StoryPart[] = setsOf,
): SportStory {
  const itemOf = (entry: StoryEntry): StoryItem => {
    const parts = partsOf(entry)
    // The sets that it gives are its numbers, not sets that were won by a rally.
    const item = entry.event.type === 'result_set' ? tellSets(entry) : tell(entry)
    return { ...item, ...(parts.length > 0 && { parts }) }
  }
  return {
    layout: 'lines',
    untold: new Set(['clock']),
    tell: (entries) =>
      entries.flatMap((entry) => (entry.event.type === 'clock' ? [] : [{ entry, item: itemOf(entry) }])),
  }
}

/** A line for what is no point. */
export function tellSets(entry: StoryEntry): StoryItem {
  const { event, after } = entry
  const score = scoreText(after.score)
  if (event.type === 'period_start') return { tone: 'phase', title: `${after.period?.label ?? 'Set'} begins` }
  if (MOVES_SCORE.has(event.type)) {
    const isCorrection = event.type === 'score_adjust' || event['reason'] !== undefined
    const title = isCorrection ? 'Score corrected' : 'Score'
    return { tone: 'phase', title, ...reasonOf(event['reason']), score: standing(after) }
  }
  const title = Object.hasOwn(TITLES, event.type) ? TITLES[event.type] : undefined
  if (title === undefined) return tellCommon(inSet(entry), score) ?? tellUnknown(event)
  const words =
    event.type === 'service' ? `${nameOf(after, event['server'])} to serve` : title(nameOf(after, event.team))
  return {
    tone: PHASES.has(event.type) ? 'phase' : 'plain',
    title: words.replace(/: $/, ''),
    ...reasonOf(event['reason'] ?? event['kind']),
    ...(event.team && { side: event.team }),
  }
}

/** `End of set 2`, `End of leg 2`: as the board calls it. */
function inSet({ event, after }: StoryEntry): Pick<StoryEntry, 'event' | 'after'> {
  const { period } = event
  return { event: typeof period === 'number' ? { ...event, period: `${unitOf(after)} ${period}` } : event, after }
}

/** These stand beside the sets. */
const OF_THE_MATCH: ReadonlySet<string> = new Set([
  ...['match_start', 'match_end', 'match_final', 'result_set', 'status_set', 'warm_up'],
  ...['retired', 'walkover', 'default'],
])

/** The set that the event was played in, and where it stands after it. None if the event is one of the match. */
export function setsOf({ before, after, event }: StoryEntry): readonly StoryPart[] {
  if (OF_THE_MATCH.has(event.type)) return []
  const title =
    event.type === 'period_start'
      ? after.period?.label
      : before.phase === 'golden_set'
        ? 'Golden set'
        : (before.period ?? after.period)?.label
  if (title === undefined) return []
  const { home, away, sub } = after.periods.find(({ label }) => label === title) ?? {}
  if (home === undefined || away === undefined) return [{ title }]
  const tiebreak = sub?.home !== undefined && sub.away !== undefined ? ` (${sub.home}–${sub.away})` : ''
  return [{ title, note: `${scoreText({ home, away })}${tiebreak}` }]
}

function nameOf(after: StoryEntry['after'], side: unknown): string {
  return side === 'home' || side === 'away' ? after[side].name : ''
}

function reasonOf(reason: unknown): { readonly detail?: string } {
  return typeof reason === 'string' ? { detail: inWords(reason) } : {}
}

/** Sets, and the set being played: `1–0, 17–15`. */
function standing({ score, periods, phase, detail }: StoryEntry['after']): string {
  const last = periods.at(-1)
  const { sets = [] } = detail as { readonly sets?: readonly unknown[] }
  const finished = Math.max(sets.length, score.home + score.away)
  const isPlaying = last !== undefined && periods.length > finished && phase !== 'ended'
  return isPlaying ? `${scoreText(score)}, ${last.home ?? 0}–${last.away ?? 0}` : scoreText(score)
}

/** `1–0, 4–3, 30–15`: sets, games and points, as far as the sport has them. */
export function correctedSets(figures: Readonly<Record<string, unknown>>): string {
  const scores = ['score', 'games', 'points'].flatMap((name) => {
    const { home, away } = (figures[name] ?? {}) as Readonly<Record<Side, unknown>>
    return home === undefined ? [] : [`${home}–${away}`]
  })
  return scores.join(', ')
}
