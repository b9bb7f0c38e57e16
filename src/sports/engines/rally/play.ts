import { otherSide } from '../../../match/sides.ts'
import type { Score, Side } from '../../../match/state.ts'
import { withNothingOwed } from '../../common/owed.ts'
import { leaderOf, plainScore } from '../../common/sides.ts'
import {
  isComplete,
  isDecided,
  isDecidingSet,
  NIL,
  plainSet,
  plusOne,
  type SetScore,
  type SetsMemory,
  withSet,
  wonBy,
} from '../sets/score.ts'
import type { RallyFormat } from './format.ts'

/** The whole truth of a match in which every rally is a point. */
export interface RallyMemory extends SetsMemory {
  readonly format: RallyFormat
  readonly points: Score
  /** Who opened this set, and who serves now; absent while nobody told, as before a toss. */
  readonly opened?: Side
  readonly serves?: Side
  /** Whether its first or its second server serves, where a side has two. */
  readonly serverNumber?: 1 | 2
  readonly timeoutsLeft: Score
  /** Who plays, as far as the feed said it. */
  readonly players?: Readonly<Record<Side, readonly string[]>>
  /** Each side serves once in turn from now on; `opener` would have served first in this set, if it had been so all along. */
  readonly expedite?: { readonly opener?: Side }
  /** How many cards that cost points each side has. */
  readonly pointCards?: Score
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
  if (!scores(memory, winner)) return passServe(memory)
  return addPoint(memory, winner)
}

/** True if the side has a point of winning the rally: who does not serve may win the serve alone. */
export function scores(memory: RallyMemory, side: Side): boolean {
  const { serves, format, points } = memory
  if (serves === undefined || serves === side) return true
  return format.scoring !== 'side-out' && !(format.winOnServe && isSetOver(memory, plusOne(points, side)))
}

/** A point for the side, whoever served: of a rally, or of a penalty. */
export function addPoint(memory: RallyMemory, winner: Side): RallyMemory {
  const { changeEnds: _, ...before } = memory
  const points = plusOne(memory.golden ?? memory.points, winner)
  const serves = nextToServe(memory, points, winner)
  const isChange = changesEndsInSet(memory, points, winner)
  const number = serves === memory.serves ? memory.serverNumber : 1
  const served = { ...before, ...(serves && servedBy(memory, serves, number)), ...(isChange && { changeEnds: true }) }
  if (memory.golden) return { ...served, golden: points }
  return isSetOver(memory, points) ? closeSet(served, points) : { ...served, points }
}

function nextToServe(memory: RallyMemory, points: Score, winner: Side): Side | undefined {
  // Who serves goes on; a point of a penalty moves no serve.
  if (memory.format.scoring === 'side-out') return memory.serves ?? winner
  return memory.format.serve === 'winner' ? winner : serverInTurn(memory, points)
}

/** The server lost the rally: the side's second server serves, or else the other side does. */
function passServe(memory: RallyMemory): RallyMemory {
  const { serves, changeEnds: _, ...rest } = memory
  if (serves === undefined) return memory
  const hasSecond = memory.serverNumber === 1
  return { ...rest, ...(hasSecond ? servedBy(memory, serves, 2) : servedBy(memory, otherSide(serves), 1)) }
}

function servedBy(
  { format }: RallyMemory,
  serves: Side,
  number: 1 | 2 | undefined,
): Pick<RallyMemory, 'serves' | 'serverNumber'> {
  const isNumbered = format.scoring === 'side-out' && format.servers === 2
  return { serves, ...(isNumbered && { serverNumber: number ?? 2 }) }
}

/**
 * `side` serves now; who serves the first point of a set opened it. Of the side that opens a game, only one serves: the second,
 * as the score is called (0–0–2).
 */
export function serveNow(memory: RallyMemory, side: Side | undefined, number?: 1 | 2): RallyMemory {
  if (side === undefined) return memory
  if (memory.format.scoring === 'side-out') return callServer(memory, side, number)
  if (memory.format.serve === 'winner') {
    return { ...memory, serves: side, ...(isNil(memory.points) && { opened: side }) }
  }
  if (memory.expedite) return takeTurns(memory, side)
  const opened = serverInTurn({ ...memory, opened: side }, memory.points) === side ? side : otherSide(side)
  return { ...memory, serves: side, opened }
}

/** The expedite system: `side` serves next, then each side once in turn to the end of the match (ITTF Laws of Table Tennis). */
export function takeTurns(memory: RallyMemory, side: Side | undefined = memory.serves): RallyMemory {
  if (side === undefined) return { ...memory, expedite: {} }
  const opener = (memory.points.home + memory.points.away) % 2 === 0 ? side : otherSide(side)
  return { ...memory, serves: side, expedite: { opener }, ...(isNil(memory.points) && { opened: side }) }
}

function callServer(memory: RallyMemory, side: Side, number: 1 | 2 | undefined): RallyMemory {
  const { serves, serverNumber, opened, points } = memory
  const isOpening = serves === undefined || (serves === opened && serverNumber !== 1)
  if (isOpening && isNil(points)) return { ...memory, ...servedBy(memory, side, number ?? 2), opened: side }
  return { ...memory, ...servedBy(memory, side, number ?? (serves === side ? serverNumber : 1)) }
}

/** A card that costs points: one of the first, and where the sport says so two of each later one (ITTF Regulations for International Competitions). */
export function payForCard(memory: RallyMemory, side: Side, later: 1 | 2): RallyMemory {
  const { pointCards = NIL } = memory
  const counted = { ...memory, pointCards: plusOne(pointCards, side) }
  const once = addPoint(counted, otherSide(side))
  const isTwice = later === 2 && pointCards[side] > 0 && !isPlayOver(once)
  return isTwice ? addPoint(once, otherSide(side)) : once
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
    readonly serverNumber?: 1 | 2 | undefined
  },
): RallyMemory {
  const { changeEnds: _, ...before } = withNothingOwed(memory)
  const isSetGiven = to.sets !== undefined || to.score !== undefined
  const won = to.score ? plainScore(to.score) : to.sets ? wonBy(to.sets) : memory.won
  const sets = to.sets?.map(plainSet) ?? memory.sets.slice(0, won.home + won.away)
  const points = to.points ? plainScore(to.points) : isSetGiven ? NIL : memory.points
  const stage = isNil(points) ? (isNil(won) ? memory.stage : ('break' as const)) : ('play' as const)
  const placed = { ...before, sets, won, points, stage }
  if (isDecided(placed, memory.format.bestOf)) return { ...placed, points: NIL }
  return serveNow(isSetOver(placed, points) ? closeSet(placed, points) : placed, to.server, to.serverNumber)
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

/** The side is awarded the set: it has the points that win it, the other side keeps its own (World Squash Rule 15.6.3). */
export function awardSet(memory: RallyMemory, side: Side): RallyMemory {
  if (memory.golden) return memory
  const lost = memory.points[otherSide(side)]
  const points = Math.max(memory.points[side], targetNow(memory), lost + memory.format.winBy)
  return closeSet(memory, { ...memory.points, [side]: points })
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
  if (memory.format.ends === 'none') return false
  if (memory.format.ends === 'thirds') return (points.home + points.away) % Math.ceil(target / 3) === 0
  if (!isLastSet(memory)) return false
  const half = memory.format.ends === 'half' ? Math.ceil(target / 2) : Math.floor(target / 2)
  return points[winner] === half && points[otherSide(winner)] < half
}

function closeSet(memory: RallyMemory, points: Score): RallyMemory {
  const { opened, serves: _, serverNumber: __, changeEnds: ___, ...closed } = withSet(memory, points)
  const next = nextToOpen(closed, opened, leaderOf(points) === 'away' ? 'away' : 'home')
  return {
    ...closed,
    points: NIL,
    ...(next && { opened: next, ...servedBy(closed, next, 2) }),
    ...(closed.expedite && { expedite: next ? { opener: next } : {} }),
    ...(!isTossNext(closed) && closed.format.ends !== 'none' && { changeEnds: true }),
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
function serverInTurn({ format, opened, expedite }: RallyMemory, points: Score): Side | undefined {
  if (expedite) {
    const isFirst = (points.home + points.away) % 2 === 0
    return expedite.opener && (isFirst ? expedite.opener : otherSide(expedite.opener))
  }
  if (opened === undefined) return undefined
  const played = points.home + points.away
  const even = format.pointsToWin - 1
  const turn = played < 2 * even ? Math.floor(played / 2) : played - even
  return turn % 2 === 0 ? opened : otherSide(opened)
}

export function isNil({ home, away }: Score): boolean {
  return home === 0 && away === 0
}
