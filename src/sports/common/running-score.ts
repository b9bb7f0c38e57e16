import type { MatchEvent } from '../../match/event.ts'
import type { Score, Side } from '../../match/state.ts'
import type { StoryEntry } from '../contract/presentation.ts'

/**
 * The score after each event of a story, counted again each time, so that what was taken back leaves no trace in it.
 *
 * @param worth what an event of the sport's own brings to its side; 0 for all others
 */
export function scoresAfter(entries: readonly StoryEntry[], worth: (event: MatchEvent) => number = () => 0): Score[] {
  let score: Score = { home: 0, away: 0 }
  return entries.map(({ event, isDeleted }) => {
    if (!isDeleted && isConfirmed(event)) score = scoreAfter(score, event, worth(event))
    return score
  })
}

/**
 * The score of the shoot-out after each event of a story, as of `scoresAfter`; undefined before it began.
 *
 * @param attempt the type of an event that is one attempt
 */
export function shootoutsAfter(entries: readonly StoryEntry[], attempt: string): (Score | undefined)[] {
  let told: Score | undefined
  let scored: readonly MatchEvent[] = []
  return entries.map(({ event, isDeleted }) => {
    const counts = !isDeleted && isConfirmed(event)
    const checkpoint = counts && event.type === 'score_set' ? scoreIn(event['shootout']) : undefined
    if (checkpoint) [told, scored] = [checkpoint, []]
    if (counts && event.type === attempt) {
      told ??= { home: 0, away: 0 }
      scored = scored.filter(({ id }) => id !== event['retakeOf'])
      if (event['scored'] === true) scored = [...scored, event]
    }
    return told && scored.reduce((score, { team }) => (team ? add(score, team, 1) : score), told)
  })
}

/** `status` of a `status_set` is the match's. */
export function isConfirmed({ status }: MatchEvent): boolean {
  return status !== 'pending' && status !== 'under_review'
}

function scoreAfter(score: Score, event: MatchEvent, worth: number): Score {
  const { type, team } = event
  if (type === 'score_set') return scoreIn(event['score']) ?? score
  if (type === 'result_set') return scoreIn(event['awardedScore']) ?? score
  const points = type === 'score' || type === 'score_adjust' ? Number(event['points'] ?? 0) : worth
  return team === undefined || points === 0 ? score : add(score, team, points)
}

function add(score: Score, team: Side, points: number): Score {
  return { ...score, [team]: Math.max(0, score[team] + points) }
}

function scoreIn(value: unknown): Score | undefined {
  const { home, away } = (value ?? {}) as Partial<Score>
  return typeof home === 'number' && typeof away === 'number' ? { home, away } : undefined
}
