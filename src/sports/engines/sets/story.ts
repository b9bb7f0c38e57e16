import { scoreText } from '../../common/score-text.ts'
import { tellPlain } from '../../common/story.ts'
import { inWords } from '../../common/words.ts'
import type { StoryEntry, StoryItem } from '../../contract/view.ts'

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
  fault: () => 'Fault',
  let: () => 'Let',
  code_violation: (name) => `Code violation: ${name}`,
  time_violation: (name) => `Time violation: ${name}`,
  medical_timeout: (name) => `Medical timeout: ${name}`,
  toilet_break: (name) => `Toilet break: ${name}`,
  replay_point: () => 'The point is played again',
}

/** Events that change the score beyond a point: the score after them is told. */
const MOVES_SCORE: ReadonlySet<string> = new Set(['score_set', 'score', 'score_adjust'])
const PHASES: ReadonlySet<string> = new Set(['warm_up', 'retired', 'walkover', 'default', 'golden_set'])

/** A line for what is no point. */
export function tellSets({ event, after }: StoryEntry): StoryItem {
  const score = scoreText(after.score)
  if (event.type === 'period_start') return { tone: 'phase', title: `${after.period?.label ?? 'Set'} begins` }
  if (MOVES_SCORE.has(event.type)) {
    return { tone: 'phase', title: 'Score set', ...reasonOf(event['reason']), score: standing(after) }
  }
  const title = TITLES[event.type]
  if (title === undefined) return tellPlain(event, score)
  const words =
    event.type === 'service' ? `${nameOf(after, event['server'])} to serve` : title(nameOf(after, event.team))
  return {
    tone: PHASES.has(event.type) ? 'phase' : 'plain',
    title: words.replace(/: $/, ''),
    ...reasonOf(event['reason'] ?? event['kind']),
    ...(event.team && { side: event.team }),
  }
}

/** The set that the event was played in. */
export function sectionOf({ before, after, event }: StoryEntry): { readonly section?: string } {
  if (event.type === 'period_start') return after.period ? { section: after.period.label } : {}
  const label = before.phase === 'golden_set' ? 'Golden set' : (before.period ?? after.period)?.label
  return label === undefined ? {} : { section: label }
}

function nameOf(after: StoryEntry['after'], side: unknown): string {
  return side === 'home' || side === 'away' ? after[side].name : ''
}

function reasonOf(reason: unknown): { readonly detail?: string } {
  return typeof reason === 'string' ? { detail: inWords(reason) } : {}
}

/** Sets, and the set being played: `1–0, 17–15`. */
function standing({ score, periods, phase }: StoryEntry['after']): string {
  const last = periods.at(-1)
  const isPlaying = last !== undefined && periods.length > score.home + score.away && phase !== 'ended'
  return isPlaying ? `${scoreText(score)}, ${last.home ?? 0}–${last.away ?? 0}` : scoreText(score)
}
