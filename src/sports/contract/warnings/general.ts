import type { MatchEvent } from '../../../match/event.ts'
import type { Reduced } from '../../../match/fold.ts'
import { isEqual, type Json, type JsonObject } from '../../../match/merge-patch.ts'
import { otherSide } from '../../../match/sides.ts'
import type { MatchState, Score, Status } from '../../../match/state.ts'
import { isPlainObject } from '../reading/clean-json.ts'
import type { Warning } from './warning.ts'

/** What every sport warns of, whatever it plays. */
export const generalWarnings = {
  'unknown-type': {
    when: 'the sport has no such event type; stored and forwarded, no effect on the state',
    example: '`{"type":"gaol","team":"home"}`; did you mean "goal"?',
  },
  'unknown-field': {
    when: 'neither the envelope nor the type has such a field; forwarded, no effect. Names that begin with `x_` or `x-` are the feed’s own',
    example: '`{"type":"note","text":"…","minute":23}`; did you mean "clock"?',
  },
  'no-effect': {
    when: 'the board is as it was before and does not show what the event says, its type is not for display only, and it is no miss (`made: false`)',
    example: '`{"type":"timeout_end"}` while no timeout is being taken',
  },
  'score-mismatch': {
    when: 'the `scoreAfter` of the event is not the score on the board after it: an event before it is missing, or counts twice; or a `result_set` names a winner by play who has fewer',
    example: '`"scoreAfter":{"home":2,"away":0}` on what makes it 1–0',
  },
  'not-in-play': {
    when: 'it scores while the match is `interrupted`, `suspended`, `ended` or `abandoned`, and does not set it going again; or a `score_set` before it has begun; it counts',
    example: '`goal` after `match_end`',
  },
  'already-recorded': {
    when: 'what cannot happen twice at one moment, under another id: the same goal of the same player and minute, or of the same side and second; it counts, so delete one of them',
    example: 'two events `{"type":"goal","team":"home","player":"Ann","clock":"23"}`',
  },
  'implausible-time': {
    when: '`occurredAt` is over 5 minutes in the future, or outside of a day before `startsAt` to a week after it (without `startsAt`: over a day ago); of a fixture, `startsAt` is in 1970 or over five years ahead',
    example: '`"startsAt":1795860000`, which are seconds',
  },
  'sides-swapped': {
    when: 'of a fixture: its home and away change places after something has happened; events name sides, so what stands is the other team’s',
    example: '`"home":{"name":"Blues"},"away":{"name":"Reds"}` after 1–0 for Reds at home',
  },
} as const

/** Parts of a state that only put others into words, or say when it changed. */
const DERIVED: ReadonlySet<string> = new Set(['updatedAt', 'scoreline'])

/** What the contract remembers of events, whatever they do: that alone is no effect. */
const OF_EACH_EVENT: ReadonlySet<string> = new Set(['playerKeys', 'moments'])

/** What a sport remembers for later. */
function rememberedIn(memory: object): JsonObject {
  return Object.fromEntries(Object.entries(memory as JsonObject).filter(([key]) => !OF_EACH_EVENT.has(key)))
}

/** Nothing is played any more in which what a sport remembers could show. */
const GIVEN_UP: ReadonlySet<Status> = new Set(['abandoned', 'cancelled'])

/**
 * Whether an event left everything as it was, what the sport remembers for later included unless the match was given up.
 *
 * @param lasting what of the memory is more than a note of each event
 */
export function changesNothing(
  before: Reduced,
  after: Reduced,
  lasting: (memory: object) => object = (memory) => memory,
): boolean {
  const from = before.state as unknown as JsonObject
  const to = after.state as unknown as JsonObject
  const isAsBefore = (key: string) => {
    if (from[key] === to[key] || DERIVED.has(key)) return true
    return key === 'clock' ? isSameButForShow(from[key], to[key]) : isEqual(from[key], to[key])
  }
  return (
    Object.keys(to).every(isAsBefore) &&
    Object.keys(from).every((key) => Object.hasOwn(to, key) || DERIVED.has(key)) &&
    (before.memory === after.memory ||
      GIVEN_UP.has(after.state.status) ||
      isEqual(rememberedIn(lasting(before.memory)), rememberedIn(lasting(after.memory))))
  )
}

function isSameButForShow(before: Json | undefined, after: Json | undefined): boolean {
  return isPlainObject(before) && isPlainObject(after) && isEqual({ ...before, show: 0 }, { ...after, show: 0 })
}

/** Events that say what the match comes to, and the status that stands for it. */
const SAYS: Readonly<Record<string, Status>> = {
  match_start: 'live',
  match_end: 'ended',
  match_final: 'final',
  interruption_start: 'interrupted',
  interruption_end: 'live',
}

/**
 * Whether an event that changes nothing says what the board shows already, such as `match_end` after the point that won the
 * match, or a checkpoint that agrees: then it has not vanished.
 */
export function confirms(event: MatchEvent, state: MatchState): boolean {
  // A try that missed says itself that it brings nothing.
  if (event['made'] === false) return true
  switch (event.type) {
    case 'period_start':
      return state.status === 'live' && [state.period?.n, state.period?.label, state.phase].includes(event.period)
    case 'status_set':
      return event.status === state.status
    case 'score_set':
      return saysScore(event) && showsAllPairs(event, state)
    case 'result_set':
      return isEqual(event['result'], state.result) && showsAllPairs(event, state)
    case 'break_start':
      return event['kind'] === state.phase
    // No break is being taken: it ended when play went on.
    case 'break_end':
      return state.status === 'live' && event['kind'] !== state.phase
    case 'clock':
      if (event['action'] === 'set') return event.clock !== undefined && state.clock !== undefined
      return (event['action'] === 'start') === state.clock?.running
    // No review is open, and it names none.
    case 'review_end':
      return event['review'] === undefined
    default:
      return SAYS[event.type] === state.status
  }
}

/** A number of each side, as events and boards have it: a score, the points of a set, a period of a list. */
function pairsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(pairsIn)
  const { home, away } = value as { readonly home?: unknown; readonly away?: unknown }
  return isNumber(home) || isNumber(away) ? [`${home ?? ''}:${away ?? ''}`, ...inside] : inside
}

/** Tennis calls `40` and `AD`. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string'
}

function saysScore({ server, ...event }: MatchEvent): boolean {
  return server !== undefined || pairsIn({ ...event, scoreAfter: 0 }).length > 0
}

/** Whether what an event tells of both sides stands on the board; in which place is not asked. */
function showsAllPairs({ scoreAfter: _, ...event }: MatchEvent, state: MatchState): boolean {
  const { home, away, serving } = state.scoreline
  const called = { main: { home: home.main, away: away.main }, now: { home: home.now, away: away.now } }
  const shown = new Set([...pairsIn(state), ...pairsIn(called)])
  return (event['server'] ?? serving) === serving && pairsIn(event).every((pair) => shown.has(pair))
}

/** In these the side with more has won; what is decided otherwise may go to the other one. */
const BY_PLAY: ReadonlySet<string> = new Set(['regulation', 'extra_time', 'golden_goal', 'silver_goal', 'overtime'])

function wrongWinner({ type }: MatchEvent, { score, result }: MatchState): Warning<'score-mismatch'>[] {
  if (type !== 'result_set' || result === undefined || !BY_PLAY.has(result.method)) return []
  const { winner, method } = result
  if (winner !== 'home' && winner !== 'away') return []
  if (score[winner] >= score[otherSide(winner)]) return []
  const detail = `the result is a win of ${winner} by ${method}, and the board shows ${score.home}–${score.away}`
  return [{ code: 'score-mismatch', detail }]
}

/** Whether the board shows what the feed says that it shows after this event. */
export function mismatch(event: MatchEvent, { state }: Reduced): Warning<'score-mismatch'>[] {
  const { scoreAfter } = event
  const wrong = wrongWinner(event, state)
  if (wrong.length > 0) return wrong
  const told = scoreAfter as Score | undefined
  if (told === undefined || (told.home === state.score.home && told.away === state.score.away)) return []
  const detail = `scoreAfter is ${told.home}–${told.away}, and the board shows ${state.score.home}–${state.score.away}`
  return [{ code: 'score-mismatch', detail }]
}
