import { otherSide } from '../../match/sides.ts'
import type { Score, Side } from '../../match/state.ts'
import { withNothingOwed } from '../common/owed.ts'
import { leaderOf, plainScore } from '../common/sides.ts'
import { isDecided, NIL, plainSet, type SetsMemory, withSet, wonBy } from '../engines/sets/score.ts'
import {
  afterFreeBall,
  afterPot,
  BALLS,
  type Ball,
  BLACK,
  fullTable,
  isBlackAlone,
  nextVisit,
  type Table,
  valueOn,
} from './balls.ts'
import type { SnookerFormat } from './format.ts'

const CENTURY = 100

/** The whole truth of a match of snooker; its sets are frames. */
export interface SnookerMemory extends SetsMemory {
  readonly format: SnookerFormat
  readonly points: Score
  readonly table: Table
  readonly atTable?: Side
  readonly break?: { readonly team: Side; readonly points: number }
  readonly highest: Score
  readonly centuries: Score
}

export interface Pot {
  readonly team: Side
  readonly ball: Ball
  readonly reds?: number | undefined
  readonly freeBall?: boolean | undefined
}

export function pot(memory: SnookerMemory, { team, ball, reds = 1, freeBall }: Pot): SnookerMemory {
  // A red after a red: the colour between was missed, and a visit is over.
  const isNewVisit = memory.atTable !== team || (ball === 'red' && memory.table.isColourOn && !freeBall)
  const at = isNewVisit ? comeToTable(memory, team) : memory
  const value = freeBall ? valueOn(at.table) : ball === 'red' ? reds : BALLS[ball]
  const table = freeBall ? afterFreeBall(at.table) : afterPot(at.table, ball, reds)
  const made = (at.break?.points ?? 0) + value
  const points = plus(at.points, team, value)
  const after = { ...at, points, table, break: { team, points: made }, ...bests(at, team, made, value) }
  return table.lowest > BLACK ? blackGone(after) : after
}

export interface Foul {
  readonly team: Side
  readonly points?: number | undefined
  readonly reds?: number | undefined
}

export function foul(memory: SnookerMemory, { team, points = 4, reds = 0 }: Foul): SnookerMemory {
  const other = otherSide(team)
  const wasBlackAlone = isBlackAlone(memory.table)
  const at = comeToTable(memory, other)
  const table = { ...at.table, reds: Math.max(0, at.table.reds - reds) }
  const after = { ...at, table, points: plus(at.points, other, points) }
  return wasBlackAlone ? blackGone(after) : after
}

/** The side plays next; the break of whoever was there is over. */
export function comeToTable(memory: SnookerMemory, side: Side): SnookerMemory {
  const { break: _, ...rest } = memory
  return { ...rest, atTable: side, table: nextVisit(memory.table) }
}

/** With the black alone the first score or foul ends the frame; a level one is decided by the black, spotted again (section 3, rule 4). */
function blackGone(memory: SnookerMemory): SnookerMemory {
  if (memory.points.home !== memory.points.away) return closeFrame(memory)
  const { atTable: _, break: __, ...rest } = memory
  return { ...rest, table: { reds: 0, isColourOn: false, lowest: BLACK, isRespotted: true } }
}

/** The side wins the frame; where the points do not say so, it has one more. */
export function winFrame(memory: SnookerMemory, team: Side): SnookerMemory {
  if (leaderOf(memory.points) === team) return closeFrame(memory)
  return closeFrame({ ...memory, points: { ...memory.points, [team]: memory.points[otherSide(team)] + 1 } })
}

/** Closes the frame at the points shown; one that is level stays open. */
export function closeFrame(memory: SnookerMemory): SnookerMemory {
  if (memory.points.home === memory.points.away) return memory
  const { atTable: _, break: __, ...rest } = withSet(memory, memory.points)
  return { ...rest, points: NIL, table: fullTable(memory.format.reds) }
}

interface Checkpoint {
  readonly sets?: readonly Score[] | undefined
  readonly points?: Score | undefined
  readonly reds?: number | undefined
  readonly score?: Score | undefined
  readonly server?: Side | undefined
}

export function setStanding(memory: SnookerMemory, to: Checkpoint): SnookerMemory {
  const { break: _, ...before } = withNothingOwed(memory)
  const won = to.score ? plainScore(to.score) : to.sets ? wonBy(to.sets) : memory.won
  const sets = to.sets?.map(plainSet) ?? memory.sets.slice(0, won.home + won.away)
  const isFrameGiven = to.sets !== undefined || to.score !== undefined
  const points = to.points ? plainScore(to.points) : isFrameGiven ? NIL : memory.points
  const old = isFrameGiven ? fullTable(memory.format.reds) : memory.table
  const table = to.reds === undefined ? old : { ...fullTable(memory.format.reds), reds: to.reds }
  const isPlayed = points.home + points.away > 0
  const stage = isPlayed ? ('play' as const) : won.home + won.away > 0 ? ('break' as const) : memory.stage
  const placed = { ...before, won, sets, points, table, stage }
  const shown = isDecided(placed, memory.format.bestOf) ? { ...placed, points: NIL } : placed
  return to.server ? comeToTable(shown, to.server) : shown
}

function bests(
  { highest, centuries }: SnookerMemory,
  team: Side,
  made: number,
  value: number,
): Pick<SnookerMemory, 'highest' | 'centuries'> {
  const isCentury = made >= CENTURY && made - value < CENTURY
  return {
    highest: made > highest[team] ? { ...highest, [team]: made } : highest,
    centuries: isCentury ? plus(centuries, team, 1) : centuries,
  }
}

function plus(score: Score, team: Side, points: number): Score {
  return { ...score, [team]: score[team] + points }
}
