import type { MatchEvent } from '../../match/event.ts'
import type { Score, Side } from '../../match/state.ts'
import type { StoryEntry } from '../contract/view.ts'

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
