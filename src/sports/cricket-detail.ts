import { z } from 'zod'
import type { Board } from '../match/fold.ts'
import type { MatchState } from '../match/state.ts'
import type { CommonMemory } from './common.ts'
import { side } from './common-events.ts'
import { CLOSED_REASONS, WICKET_KINDS } from './cricket-events.ts'
import { type InningsByNumber, inningsAt, inningsInOrder } from './innings.ts'

const count = z.int().min(0)
const text = z.string()

/** `how` is for people: `c Taylor b Boult`. `at` and `overs`: the score when it fell, `157/3` after `32.4`. */
const dismissal = z.object({ kind: z.enum(WICKET_KINDS), how: text, at: text, overs: text })

const batter = z.strictObject({
  /** Place in the batting order, from 1. */
  order: count,
  runs: count,
  balls: count,
  fours: count,
  sixes: count,
  out: dismissal.exactOptional(),
  /** Left the field undefeated; may come back. */
  retired: z.enum(['hurt', 'not_out']).exactOptional(),
})

const bowler = z.strictObject({
  order: count,
  overs: text,
  /** Legal balls, in formats that count in balls. */
  balls: count.exactOptional(),
  maidens: count,
  runs: count,
  wickets: count,
})

const innings = z.strictObject({
  n: count,
  side,
  /** Which super over this is an innings of. Its runs stay out of the match score. */
  superOver: count.exactOptional(),
  runs: count,
  wickets: count,
  /** Completed overs and balls, "49.1". Not a decimal: umpires miscount, and an over may have 5 or 7 balls. */
  overs: text,
  /** Legal balls bowled. */
  balls: count,
  /** Runs an over. Absent before the first ball. */
  rate: z.number().exactOptional(),
  extras: z.object({ wides: count, noBalls: count, byes: count, legByes: count, penalty: count }),
  /** Runs that win the match. */
  target: z.int().exactOptional(),
  /** The method by which the target was revised: `DLS`. */
  targetMethod: text.exactOptional(),
  oversLimit: count.exactOptional(),
  ballsLimit: count.exactOptional(),
  batters: z.record(z.string(), batter),
  bowlers: z.record(z.string(), bowler),
  /** Overs bowled at the beginning and end of each powerplay, by its number. */
  powerplays: z.record(z.string(), z.object({ from: z.number(), to: z.number(), kind: text.exactOptional() })),
  followOn: z.literal(true).exactOptional(),
  declared: z.literal(true).exactOptional(),
  forfeited: z.literal(true).exactOptional(),
  absent: z.array(text).exactOptional(),
  /** Why it is over; absent while it goes on. */
  closedReason: z.enum(CLOSED_REASONS).exactOptional(),
})

export const cricketDetail = z.strictObject({
  toss: z.object({ winner: side, decision: z.enum(['bat', 'field']) }).exactOptional(),
  /** By number from 1. The one being played is `state.period.n`. */
  innings: z.record(z.string(), innings),
  /** The batters at the crease, keys of `innings[n].batters`. An array, because then a change of ends costs one name. */
  batting: z.array(text).max(2).exactOptional(),
  /** The one of them who faces the next ball, as far as it is known; the other is the non-striker. */
  striker: text.exactOptional(),
  /** A key of `innings[n].bowlers`, once he has bowled. */
  bowler: text.exactOptional(),
  /** The balls of the over, `1 . W 4 2wd 1nb 1lb`; stays until the next over begins. */
  thisOver: text.exactOptional(),
  partnership: z.object({ runs: count, balls: count }).exactOptional(),
  /** The batter who was out last, a key of `innings[n].batters`. */
  lastWicket: text.exactOptional(),
  /** What the side batting last needs. `ballsLeft` where balls are limited; `rate`: runs needed an over, while some are left. */
  chase: z
    .object({
      target: count,
      needed: count,
      ballsLeft: count.exactOptional(),
      rate: z.number().exactOptional(),
    })
    .exactOptional(),
  /** Runs by which the batting side leads over both innings; negative while it trails. */
  lead: z.int().exactOptional(),
  /** The DLS par score for this moment, from outside. */
  par: count.exactOptional(),
  /** The number of the powerplay in force for the next ball. */
  powerplay: count.exactOptional(),
  /** The next ball is a free hit. */
  freeHit: z.literal(true).exactOptional(),
  reviews: z.object({ home: count, away: count }).exactOptional(),
  /** In matches of several days. Sessions: 1 to lunch, 2 to tea, 3 to stumps. */
  day: count.exactOptional(),
  session: count.exactOptional(),
  /** The super over being played. */
  superOver: count.exactOptional(),
  /** Scores of the super overs, by their number. */
  superOvers: z.record(z.string(), z.object({ home: count, away: count })).exactOptional(),
})

export type CricketDetail = z.output<typeof cricketDetail>
export type Innings = z.output<typeof innings>
export type Batter = z.output<typeof batter>
export type Bowler = z.output<typeof bowler>

/** The over in progress, as far as it matters for what comes next. */
export interface OverMemory {
  /** Its number from 0; -1 before the first. */
  readonly n: number
  readonly legalBalls: number
  /** Ended by the umpire, however many balls it had. */
  readonly isClosed: boolean
  readonly bowler?: string
  /** What the bowler of this over has done in it. */
  readonly bowlerBalls: number
  readonly bowlerRuns: number
  /** Another bowler began it: nobody bowled all of it. */
  readonly isShared: boolean
}

/** Overs bowled whole, and balls of overs that were shared. */
export interface BowlerMemory {
  readonly overs: number
  readonly balls: number
  readonly maidens: number
}

export interface InningsMemory {
  readonly over: OverMemory
  /** Each bowler's work before the over in progress. */
  readonly bowlers: Readonly<Record<string, BowlerMemory>>
  /** Announced before his first ball. */
  readonly nextBowler?: string
  /** The target came from outside: what happens to the other side's total does not move it. */
  readonly isTargetGiven: boolean
}

export interface Limits {
  readonly oversLimit?: number
  readonly ballsLimit?: number
}

/** What has been announced for the next innings. */
export interface Announced {
  readonly target?: number
  readonly targetMethod?: string
  readonly limits?: Limits
  readonly followOn?: true
  readonly superOver?: number
  readonly penalty?: { readonly home: number; readonly away: number }
}

export interface CricketMemory extends CommonMemory {
  readonly innings: Readonly<Record<string, InningsMemory>>
  readonly next: Announced
}

export type CricketBoard = Board<CricketDetail, CricketMemory>
export type CricketState = MatchState<CricketDetail>

export function currentInnings(state: CricketState): Innings | undefined {
  return inningsAt(state.detail.innings, state.period?.n)
}

/** The innings being played, unless it is over. */
export function openInnings(state: CricketState): Innings | undefined {
  const innings = currentInnings(state)
  return innings?.closedReason === undefined ? innings : undefined
}

/** The innings of the match proper, in order of play. */
export function properInnings(all: InningsByNumber<Innings>): Innings[] {
  return inningsInOrder(all).filter((innings) => innings.superOver === undefined)
}

type Changes = { readonly [Key in keyof CricketDetail]?: CricketDetail[Key] | undefined }

/** Changes the detail; `undefined` takes a key away. */
export function withDetail(board: CricketBoard, changes: Changes): CricketBoard {
  return { ...board, state: { ...board.state, detail: changed(board.state.detail, changes) } }
}

/** A copy without what is undefined: the state has no such keys. */
export function changed<Value extends object>(
  value: Value,
  changes: { [Key in keyof Value]?: Value[Key] | undefined },
) {
  const copy = { ...value, ...changes }
  for (const key in changes) if (changes[key] === undefined) delete copy[key]
  return copy as Value
}

export function withInnings(board: CricketBoard, innings: Innings): CricketBoard {
  return withDetail(board, { innings: { ...board.state.detail.innings, [innings.n]: innings } })
}
