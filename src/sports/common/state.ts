import type { Reduced } from '../../match/fold.ts'
import { withListed } from '../../match/lists/listed.ts'
import { isEqual } from '../../match/merge-patch.ts'
import type { Clock, Fixture, MatchState, Pending, Result, Side } from '../../match/state.ts'

/** The state of a match before anything happened. `format` is the parsed one. */
export function startState<Detail extends object>(
  fixture: Fixture,
  { phase, detail, format }: { phase: string; detail: Detail; format: object },
): MatchState<Detail> {
  const { match, sport, competition, competitionName, round, startsAt, venue, home, away } = fixture
  return {
    match,
    sport,
    format,
    ...(competition !== undefined && { competition }),
    ...(competitionName !== undefined && { competitionName }),
    ...(round !== undefined && { round }),
    ...(startsAt !== undefined && { startsAt }),
    ...(venue !== undefined && { venue }),
    home,
    away,
    status: 'scheduled',
    phase,
    score: { home: 0, away: 0 },
    scoreline: { home: { main: '0' }, away: { main: '0' } },
    periods: [],
    detail,
    pending: [],
    updatedAt: 0,
  }
}

export function onState<Detail extends object, Memory extends object>(
  reduced: Reduced<Detail, Memory>,
  change: (state: MatchState<Detail>) => MatchState<Detail>,
): Reduced<Detail, Memory> {
  const state = change(reduced.state)
  return state === reduced.state ? reduced : { ...reduced, state }
}

/** A score is never negative. */
export function withScore<State extends MatchState>(state: State, team: Side, value: number): State {
  const bounded = Math.max(0, value)
  return bounded === state.score[team] ? state : { ...state, score: { ...state.score, [team]: bounded } }
}

export function addScore<State extends MatchState>(state: State, team: Side, points: number): State {
  return withScore(state, team, state.score[team] + points)
}

export function setScore<State extends MatchState>(state: State, score: { home: number; away: number }): State {
  return withScore(withScore(state, 'home', score.home), 'away', score.away)
}

export function withClock<State extends MatchState>(state: State, clock: Clock | undefined): State {
  if (clock === undefined || isEqual(clock, state.clock)) return state
  return { ...state, clock }
}

/** Sets the result, or takes it away. */
export function withResult<State extends MatchState>(state: State, result: Result | undefined): State {
  if (isEqual(result, state.result)) return state
  const { result: _, ...rest } = state
  return { ...(rest as State), ...(result !== undefined && { result }) }
}

/** Announces a review in `pending`, until `withoutReview`. It moves nothing: what it decides is an edit or a delete. */
export function withReview<State extends MatchState>(
  state: State,
  event: Pick<Pending, 'id' | 'type' | 'team' | 'player' | 'period' | 'clock'> & { readonly subject: string },
): State {
  const { id, type, subject, team, player, period, clock } = event
  const review: Pending = {
    id,
    type,
    status: 'under_review',
    subject,
    ...(team !== undefined && { team }),
    ...(player !== undefined && { player }),
    ...(period !== undefined && { period }),
    ...(clock !== undefined && { clock }),
  }
  return { ...state, pending: withListed(state.pending, review) }
}

/** Closes the review with that id; without an id, all: a decision whose beginning was lost leaves no banner behind. */
export function withoutReview<State extends MatchState>(state: State, id?: string): State {
  const pending = state.pending.filter((item) => item.subject === undefined || (id !== undefined && item.id !== id))
  return pending.length === state.pending.length ? state : { ...state, pending }
}

export function withoutTimeout<State extends MatchState>(state: State): State {
  if (state.timeout === undefined) return state
  const { timeout: _, ...rest } = state
  return rest as State
}
