import type { Score, Side } from '../../../match/state.ts'
import { leaderOf, otherSide, plainScore } from '../../common/sides.ts'
import {
  isDecided,
  isWon,
  NIL,
  plainSet,
  plusOne,
  type SetScore,
  type SetsMemory,
  setNumber,
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
  const before = memory.golden ?? memory.points
  const points = plusOne(before, winner)
  const serves = memory.format.serve === 'winner' ? winner : serverInTurn(memory, points)
  const served = { ...memory, ...(serves && { serves }) }
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
  if (memory.golden || !isWon(memory.won, memory.format.bestOf)) return memory
  const { opened: _, serves: __, ...rest } = memory
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
  const isSetGiven = to.sets !== undefined || to.score !== undefined
  const away = to.sets?.filter((set) => winnerOfSet(set) === 'away').length ?? 0
  const won = to.score ? plainScore(to.score) : to.sets ? { home: to.sets.length - away, away } : memory.won
  const sets = to.sets?.map(plainSet) ?? memory.sets.slice(0, won.home + won.away)
  const points = to.points ? plainScore(to.points) : isSetGiven ? NIL : memory.points
  const stage = isNil(points) ? (isNil(won) ? memory.stage : ('break' as const)) : ('play' as const)
  const placed = { ...memory, sets, won, points, stage }
  if (isDecided(placed, memory.format.bestOf)) return { ...placed, points: NIL }
  return serveNow(isSetOver(placed, points) ? closeSet(placed, points) : placed, to.server)
}

/** True if the points win the set that is being played. */
export function isSetOver({ format, won, golden }: RallyMemory, points: Score): boolean {
  const isLast = golden !== undefined || setNumber(won, format.bestOf) >= format.bestOf
  const target = isLast ? (format.lastSet ?? format.pointsToWin) : format.pointsToWin
  const most = Math.max(points.home, points.away)
  if (format.cap !== 'none' && most >= format.cap) return true
  return most >= target && Math.abs(points.home - points.away) >= format.winBy
}

function closeSet(memory: RallyMemory, points: Score): RallyMemory {
  const { opened, serves: _, ...closed } = withSet(memory, points)
  const next = nextToOpen(closed, opened, leaderOf(points) === 'away' ? 'away' : 'home')
  return {
    ...closed,
    points: NIL,
    ...(next && { opened: next, serves: next }),
    ...(memory.format.timeoutsPer === 'set' && { timeoutsLeft: allTimeouts(memory.format) }),
  }
}

function nextToOpen({ format, won }: RallyMemory, opened: Side | undefined, winner: Side): Side | undefined {
  if (format.opens === 'toss' || (format.tossForLast && setNumber(won, format.bestOf) >= format.bestOf))
    return undefined
  if (format.opens === 'winner') return winner
  return opened && otherSide(opened)
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

function isNil({ home, away }: Score): boolean {
  return home === 0 && away === 0
}
