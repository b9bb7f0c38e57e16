import type { MatchState, Score, Side } from '../../../match/state.ts'
import { commonWarnings, contradiction, surprisesOfCommon } from '../../common/surprises.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { setNumberOf } from './place.ts'
import { closeEarly, isBothOut, type SetBound } from './play.ts'
import { isComplete, isDecided, type SetScore, type SetsMemory, setsToWin, wonBy } from './score.ts'

export const setsWarnings = {
  ...commonWarnings,
  'match-decided': {
    when: 'a point, a penalty or a retirement after the match was won; it does not count',
    example: '`{"type":"default","team":"away"}` after the last set',
  },
  'contradicts-period': {
    when: 'the event names another set than the board shows where it stands; it counts in that of the board',
    example: '`{"type":"point","team":"home","period":1}` in the second set',
  },
  'out-of-turn': {
    when: 'within a game or a set, a point names another server than the board shows: a point before it is missing, or counts for the wrong side; the server that is named counts',
    example: '`{"type":"point","team":"home","server":"home"}` at 15–0 in a game in which away serves',
  },
  'unknown-period': {
    when: 'no set (game, leg, frame, map) has this name; the event counts in the one on the board',
    example: '`"period":"third"`; a set is `3` or `set_3`',
  },
  'skipped-period': {
    when: 'a set begins, and one before it never did',
    example: '`{"type":"period_start","period":4}` in the first set',
  },
  'beyond-limit': {
    when: 'more sets than the match has; the score is shown as it is told',
    example: '`{"type":"score_set","score":{"home":4,"away":4}}` in a match of five sets',
  },
  'set-ended-early': {
    when: 'a `period_end`, or the `period_start` of a later set, closes a set at a score that wins none; its last points are missing, or a clock ended it',
    example: '`{"type":"period_end","period":1}` at 24–20 in volleyball',
  },
  'counts-as-sets': {
    when: 'the points of a `score` are sets here (games, legs, frames, maps): those within a set come as the sport’s own events, or in `score_set`',
    example: '`{"type":"score","team":"home","points":1}` for a rally of volleyball',
  },
} as const

type SetsWarning = Warning<keyof typeof setsWarnings>

/** Why a match ended before it was won. */
const ENDINGS: ReadonlySet<string> = new Set(['retired', 'walkover', 'default'])

/** They move no score by themselves, and mean nothing once nothing is played. */
const OF_PLAY: ReadonlySet<string> = new Set(['service', 'score'])

/** What a sport of sets says of itself, so that its surprises can be found. */
interface SetsSport<Memory extends SetsMemory> {
  /** The event types that move the score. */
  readonly scoring: ReadonlySet<string>
  readonly bestOf: number
  /** Whether nothing that is played can count; left out, once a side has won or given up. */
  readonly isOver?: boolean
  /** Closes the set being played at the score shown; the memory itself if it is level. */
  closeNow(memory: Memory): Memory
}

/** What is surprising in a sport of sets. */
export function surprisesOfSets<Memory extends SetsMemory>(
  state: MatchState,
  event: { readonly type: string; readonly period?: number | string; readonly team?: Side; readonly server?: unknown },
  memory: Memory,
  { scoring, bestOf, isOver = isDecided(memory, bestOf), closeNow }: SetsSport<Memory>,
): readonly SetsWarning[] {
  const warnings: SetsWarning[] = surprisesOfCommon(state, event, scoring)
  const isSecondOut = isBothOut(memory.ending, event) && !isComplete(memory.won, bestOf, memory.drawn)
  if (
    isDecided(memory, bestOf) &&
    !isSecondOut &&
    (ENDINGS.has(event.type) || (isOver && (scoring.has(event.type) || OF_PLAY.has(event.type))))
  ) {
    return [...warnings, { code: 'match-decided', detail: `${event.type} after the match was decided does not count` }]
  }
  warnings.push(
    ...surprisingEnding(state, event, memory),
    ...surprisingTotal(event, memory, bestOf),
    ...countsAsSets(event),
    ...surprisingSet(state, event),
    ...(scoring.has(event.type) ? surprisingServer(state, event) : []),
  )
  if (event.type === 'period_end' || event.type === 'period_start') {
    return [...warnings, ...endedEarly(state, event as SetBound, memory, { bestOf, closeNow })]
  }
  return warnings
}

/** Who served a point. A game or a set may begin with another server than expected: pairs change their order. */
function surprisingServer({ scoreline }: MatchState, { server }: { readonly server?: unknown }): SetsWarning[] {
  const { serving, home, away } = scoreline
  const isBegun = [home.now, away.now].some((now) => now !== undefined && now !== '0')
  if (!isBegun || serving === undefined || server === undefined || server === serving) return []
  return [{ code: 'out-of-turn', detail: `${server} served, and it is the turn of ${serving}` }]
}

/** The set that an event names. */
function surprisingSet(
  { period }: MatchState,
  event: { readonly type: string; readonly period?: number | string },
): SetsWarning[] {
  if (event.period === undefined) return []
  const named = setNumberOf(event.period)
  if (named === undefined) return [{ code: 'unknown-period', detail: `there is no set ${event.period}` }]
  const current = period?.n ?? 0
  if (event.type === 'period_start' && named > current + 1) {
    return [{ code: 'skipped-period', detail: `set ${named} begins after set ${current}` }]
  }
  return contradiction(event, named, current)
}

/** A side that plays cannot be walked over; one that never came to play cannot retire. */
function surprisingEnding(
  { score, periods }: MatchState,
  { type }: { readonly type: string },
  { stage }: SetsMemory,
): SetsWarning[] {
  const points = periods.reduce((sum, { home = 0, away = 0 }) => sum + home + away, score.home + score.away)
  if (type === 'walkover' && points > 0) {
    return [{ code: 'unexpected-transition', detail: 'walkover after play has begun; who gives up is retired' }]
  }
  if (type !== 'retired' || stage === 'play' || stage === 'break') return []
  return [{ code: 'unexpected-transition', detail: 'retired before play has begun; who does not come is a walkover' }]
}

/** Tennis calls them `15`, and none `0`. */
function hasPoints(points: unknown): boolean {
  return typeof points === 'object' && points !== null && Object.values(points).some((each) => Number(each) !== 0)
}

function countsAsSets({ type }: { readonly type: string }): SetsWarning[] {
  return type === 'score' ? [{ code: 'counts-as-sets', detail: 'the points of a score are sets in this sport' }] : []
}

interface Total {
  readonly type: string
  readonly score?: Score
  readonly sets?: readonly SetScore[]
  /** Of the set being played. */
  readonly points?: unknown
}

function surprisingTotal(event: Total, memory: SetsMemory, bestOf: number): SetsWarning[] {
  if (event.type !== 'score_set') return []
  const won = event.score ?? (event.sets ? wonBy(event.sets) : memory.won)
  const isPlaying = hasPoints(event.points)
  if (isPlaying && isDecided({ ...memory, won }, bestOf)) {
    return [{ code: 'match-decided', detail: 'points of a set that is not played: these sets decide the match' }]
  }
  if (event.score === undefined) return []
  const { home, away } = event.score
  if (Math.max(home, away) <= setsToWin(bestOf) && home + away <= bestOf) return []
  return [{ code: 'beyond-limit', detail: `${home}–${away} in a match of ${bestOf} sets` }]
}

function endedEarly<Memory extends SetsMemory>(
  { period, periods }: MatchState,
  event: SetBound,
  memory: Memory,
  sport: Pick<SetsSport<Memory>, 'bestOf' | 'closeNow'>,
): SetsWarning[] {
  if (closeEarly(memory, event, sport) === memory) return []
  const shown = periods.at(-1)
  const detail = `${event.type} closes set ${period?.n ?? 1} at ${shown?.home ?? 0}–${shown?.away ?? 0}`
  return [{ code: 'set-ended-early', detail }]
}
