import type { Score, Side } from '../../../match/state.ts'
import { withNothingOwed } from '../../common/owed.ts'
import { leaderOf, otherSide, plainScore } from '../../common/sides.ts'
import {
  isComplete,
  isDecided,
  isDecidingSet,
  NIL,
  plainSet,
  plusOne,
  type SetScore,
  type SetsMemory,
  winnerOfSet,
  withSet,
} from '../sets/score.ts'
import type { RallyFormat } from './format.ts'

/** The whole truth of a match in which every rally is a point. */
export interface RallyMemory extends SetsMemory {
  readonly format: RallyFormat
  readonly points: Score
  /** Who opened this set, and who serves now; absent while nobody told, as before a toss. */
  readonly opened?: Side
  readonly serves?: Side
  readonly timeoutsLeft: Score
  /** The extra set that decides a tie of two matches. It stands beside the match: neither sets nor score change. */
  readonly golden?: Score
}

export function allTimeouts({ timeouts }: RallyFormat): Score {
  return { home: timeouts, away: timeouts }
}

/** True while nothing that is played can count. */
export function isPlayOver(memory: RallyMemory): boolean {
  return memory.golden ? isSetOver(memory, memory.golden) : isDecided(memory, memory.format.bestOf)
}

export function playRally(memory: RallyMemory, winner: Side): RallyMemory {
  const { changeEnds: _, ...before } = memory
  const points = plusOne(memory.golden ?? memory.points, winner)
  const serves = memory.format.serve === 'winner' ? winner : serverInTurn(memory, points)
  const isChange = changesEndsInSet(memory, points, winner)
  const served = { ...before, ...(serves && { serves }), ...(isChange && { changeEnds: true }) }
  if (memory.golden) return { ...served, golden: points }
  return isSetOver(memory, points) ? closeSet(served, points) : { ...served, points }
}

/** `side` serves now; who serves the first point of a set opened it. */
export function serveNow(memory: RallyMemory, side: Side | undefined): RallyMemory {
  if (side === undefined) return memory
  if (memory.format.serve === 'winner') {
    return { ...memory, serves: side, ...(isNil(memory.points) && { opened: side }) }
  }
  const opened = serverInTurn({ ...memory, opened: side }, memory.points) === side ? side : otherSide(side)
  return { ...memory, serves: side, opened }
}

export function takeTimeout(memory: RallyMemory, side: Side): RallyMemory {
  const left = Math.max(0, memory.timeoutsLeft[side] - 1)
  return { ...memory, timeoutsLeft: { ...memory.timeoutsLeft, [side]: left } }
}

/** Opens the golden set of a match that is over. */
export function openGoldenSet(memory: RallyMemory): RallyMemory {
  if (memory.golden || !isComplete(memory.won, memory.format.bestOf)) return memory
  const { opened: _, serves: __, changeEnds: ___, ...rest } = memory
  return { ...rest, golden: NIL, timeoutsLeft: allTimeouts(memory.format), stage: 'play' }
}

/** Sets everything that the checkpoint says. Points that already win a set, win it. */
export function setPoints(
  memory: RallyMemory,
  to: {
    readonly sets?: readonly SetScore[] | undefined
    readonly points?: Score | undefined
    readonly score?: Score | undefined
    readonly server?: Side | undefined
  },
): RallyMemory {
  const { changeEnds: _, ...before } = withNothingOwed(memory)
  const isSetGiven = to.sets !== undefined || to.score !== undefined
  const away = to.sets?.filter((set) => winnerOfSet(set) === 'away').length ?? 0
  const won = to.score ? plainScore(to.score) : to.sets ? { home: to.sets.length - away, away } : memory.won
  const sets = to.sets?.map(plainSet) ?? memory.sets.slice(0, won.home + won.away)
  const points = to.points ? plainScore(to.points) : isSetGiven ? NIL : memory.points
  const stage = isNil(points) ? (isNil(won) ? memory.stage : ('break' as const)) : ('play' as const)
  const placed = { ...before, sets, won, points, stage }
  if (isDecided(placed, memory.format.bestOf)) return { ...placed, points: NIL }
  return serveNow(isSetOver(placed, points) ? closeSet(placed, points) : placed, to.server)
}

/** True if the points win the set that is being played. */
export function isSetOver(memory: RallyMemory, points: Score): boolean {
  const { format } = memory
  const target = targetNow(memory)
  const most = Math.max(points.home, points.away)
  if (format.cap !== 'none' && most >= format.cap) return true
  return most >= target && Math.abs(points.home - points.away) >= format.winBy
}

/** Closes the set at the points shown, whatever wins one; a set that is level stays open. */
export function closeSetNow(memory: RallyMemory): RallyMemory {
  if (memory.golden || memory.points.home === memory.points.away) return memory
  return closeSet(memory, memory.points)
}

function isLastSet({ format, won, golden }: RallyMemory): boolean {
  return golden !== undefined || isDecidingSet(won, format.bestOf)
}

/** The points that win the set being played. */
function targetNow(memory: RallyMemory): number {
  const { lastSet, pointsToWin } = memory.format
  return isLastSet(memory) ? (lastSet ?? pointsToWin) : pointsToWin
}

/** Whether the sides change ends within the set, after the rally that led to these points. */
function changesEndsInSet(memory: RallyMemory, points: Score, winner: Side): boolean {
  const target = targetNow(memory)
  if (memory.format.ends === 'thirds') return (points.home + points.away) % Math.ceil(target / 3) === 0
  if (!isLastSet(memory)) return false
  const half = memory.format.ends === 'half' ? Math.ceil(target / 2) : Math.floor(target / 2)
  return points[winner] === half && points[otherSide(winner)] < half
}

function closeSet(memory: RallyMemory, points: Score): RallyMemory {
  const { opened, serves: _, changeEnds: __, ...closed } = withSet(memory, points)
  const next = nextToOpen(closed, opened, leaderOf(points) === 'away' ? 'away' : 'home')
  return {
    ...closed,
    points: NIL,
    ...(next && { opened: next, serves: next }),
    ...(!isTossNext(closed) && { changeEnds: true }),
    ...(memory.format.timeoutsPer === 'set' && { timeoutsLeft: allTimeouts(memory.format) }),
  }
}

function nextToOpen(memory: RallyMemory, opened: Side | undefined, winner: Side): Side | undefined {
  if (isTossNext(memory)) return undefined
  if (memory.format.opens === 'winner') return winner
  return opened && otherSide(opened)
}

/** A toss decides who serves first in the set that comes, and at which end. */
function isTossNext({ format, won }: RallyMemory): boolean {
  return format.opens === 'toss' || (format.tossForLast && isDecidingSet(won, format.bestOf))
}

/**
 * Two serves each in turn, and one each once both are one short of winning (ITTF Laws of Table Tennis 2.13.3).
 *
 * @returns undefined while nobody told who opened the set
 */
function serverInTurn({ format, opened }: RallyMemory, points: Score): Side | undefined {
  if (opened === undefined) return undefined
  const played = points.home + points.away
  const even = format.pointsToWin - 1
  const turn = played < 2 * even ? Math.floor(played / 2) : played - even
  return turn % 2 === 0 ? opened : otherSide(opened)
}

export function isNil({ home, away }: Score): boolean {
  return home === 0 && away === 0
}
