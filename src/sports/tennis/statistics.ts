import { otherSide } from '../../match/sides.ts'
import type { MatchState, Score, Side } from '../../match/state.ts'
import { isConfirmed } from '../common/running-score.ts'
import type { Block, Panel } from '../contract/blocks.ts'
import type { StoryEntry } from '../contract/presentation.ts'
import type { TennisDetail } from '../engines/games/detail.ts'

const NIL: Score = { home: 0, away: 0 }
const POINTS: ReadonlySet<string> = new Set(['point', 'point_penalty', 'game_penalty'])
const MINUTE_MS = 60_000

/**
 * What is counted of both sides, as far as the feed tells it: nothing stands at 0 because nobody told of it.
 *
 * @param entries all of the match, or the panel is left out
 */
export function tennisStatistics(_: MatchState, entries: readonly StoryEntry[] = []): Panel[] {
  const [first] = entries
  const played = entries.filter(({ event, isDeleted }) => POINTS.has(event.type) && !isDeleted && isConfirmed(event))
  const [firstPoint] = played
  if (first === undefined || firstPoint === undefined || isBegun(first.before)) return []
  const kinds = new Set(played.map(({ event }) => event['kind']))
  const isServeKnown = played.some(({ before }) => detailOf(before).server !== undefined)
  const counts = [
    ...(kinds.has('ace') ? [{ label: 'Aces', values: countOf(played, 'ace') }] : []),
    ...(kinds.has('double_fault') ? [{ label: 'Double faults', values: countOf(played, 'double_fault') }] : []),
    ...(kinds.has('winner') ? [{ label: 'Winners', values: countOf(played, 'winner') }] : []),
    ...(kinds.has('unforced_error') ? [{ label: 'Unforced errors', values: countOf(played, 'unforced_error') }] : []),
    ...(isServeKnown ? [...breakPoints(played), ...serviceGames(played)] : []),
    { label: 'Points won', values: count(played, ({ event }) => event.team) },
  ]
  return [{ title: 'Match statistics', blocks: [{ kind: 'comparison', rows: counts }, ...duration(entries, played)] }]
}

/** Faults and errors are told with the point of the other side. */
function countOf(played: readonly StoryEntry[], kind: 'ace' | 'double_fault' | 'winner' | 'unforced_error'): Score {
  const isOwn = kind === 'ace' || kind === 'winner'
  return count(played, ({ event }) => {
    if (event['kind'] !== kind || event.team === undefined) return undefined
    return isOwn ? event.team : otherSide(event.team)
  })
}

function breakPoints(played: readonly StoryEntry[]) {
  const faced = played.filter(({ before }) => detailOf(before).breakPoint !== undefined)
  const won = faced.filter(({ before, event }) => detailOf(before).breakPoint === event.team)
  return [
    { label: 'Break points won', values: count(won, ({ event }) => event.team) },
    { label: 'Break points faced', values: count(faced, ({ before }) => serverIn(before)) },
  ]
}

function serviceGames(played: readonly StoryEntry[]) {
  const games = played.filter(endsGame)
  const held = games.filter(({ before, event }) => serverIn(before) === event.team)
  return [
    { label: 'Service games won', values: count(held, ({ event }) => event.team) },
    { label: 'Service games played', values: count(games, ({ before }) => serverIn(before)) },
  ]
}

/** A tie-break is nobody's service game. */
function endsGame({ before, after }: StoryEntry): boolean {
  const [was, is] = [detailOf(before), detailOf(after)]
  if (was.tiebreak !== undefined) return false
  return (was.sets?.length ?? 0) !== (is.sets?.length ?? 0) || gamesIn(was) !== gamesIn(is)
}

function gamesIn({ games = NIL }: Partial<TennisDetail>): number {
  return games.home + games.away
}

function count(entries: readonly StoryEntry[], sideOf: (entry: StoryEntry) => Side | undefined): Score {
  const sides = entries.map(sideOf)
  const of = (side: Side) => sides.filter((each) => each === side).length
  return { home: of('home'), away: of('away') }
}

/**
 * From the first point to the last, without rain and nights: `1 h 42 min`. Where the feed says when a point was played, that counts;
 * a match whose points came all at once says nothing else of how long it took.
 */
function duration(entries: readonly StoryEntry[], [first, ...more]: readonly StoryEntry[]): Block[] {
  const last = more.at(-1)
  if (first === undefined || last === undefined) return []
  const within = entries.slice(entries.indexOf(first), entries.indexOf(last) + 1)
  const isTold = first.event.occurredAt !== undefined
  const timed = isTold ? within.filter(({ event }) => event.occurredAt !== undefined) : within
  const timeOf = ({ event, after }: StoryEntry) => (isTold ? event.occurredAt : undefined) ?? after.updatedAt
  const playedMs = timed.slice(1).map((entry, index) => {
    const previous = timed[index] as StoryEntry
    return previous.after.status === 'live' ? timeOf(entry) - timeOf(previous) : 0
  })
  const minutes = Math.floor(playedMs.reduce((sum, ms) => sum + Math.max(0, ms), 0) / MINUTE_MS)
  if (minutes === 0) return []
  const text = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return [{ kind: 'facts', key: 'duration', facts: [`Duration ${text}`] }]
}

/** True if something was played before the entries begin. */
function isBegun({ score, detail }: MatchState): boolean {
  const { games = NIL, points }: Partial<TennisDetail> = detail
  const isZero = (called: unknown) => called === undefined || called === 0 || called === '0'
  return score.home + score.away + games.home + games.away > 0 || !isZero(points?.home) || !isZero(points?.away)
}

function serverIn(state: MatchState): Side | undefined {
  return detailOf(state).server?.side
}

function detailOf({ detail }: MatchState): Partial<TennisDetail> {
  return detail
}
