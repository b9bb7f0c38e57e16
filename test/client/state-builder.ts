import { FollowedMatch } from '../../src/client/following/followed-match.ts'
import type { MatchState, Score } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'

/** A football match in its first half. */
export function stateOf(match: string, score: Score = { home: 0, away: 0 }): MatchState {
  return {
    match,
    sport: 'football',
    home: { name: 'Home', code: 'HOM' },
    away: { name: 'Away', code: 'AWY' },
    status: 'live',
    phase: 'first_half',
    score,
    scoreline: { home: { main: String(score.home) }, away: { main: String(score.away) } },
    periods: [],
    detail: {},
    pending: [],
    updatedAt: 0,
  }
}

export function goal(match: string, seq: number, score: Score): UpdateMessage {
  const event = { id: `e${seq}`, type: 'goal', team: 'home' } as const
  return { op: 'update', match, seq, at: Date.now(), kind: 'add', event, patch: { score: { ...score } } }
}

/** A match that no client follows. */
export function followedAlone(match: string): FollowedMatch {
  return new FollowedMatch(match, { now: () => Date.now(), statusOf: ({ status }) => status, leastDelayMs: 0 })
}
