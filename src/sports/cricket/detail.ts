import { z } from 'zod'
import type { Reduced } from '../../match/fold.ts'
import type { MatchState } from '../../match/state.ts'
import type { CommonMemory } from '../common/apply.ts'
import { side } from '../contract/reading/fields.ts'
import { type InningsByNumber, inningsAt, inningsInOrder } from '../engines/innings/innings.ts'
import { CLOSED_REASONS, WICKET_KINDS } from './events.ts'

const count = z.int().min(0)
const text = z.string()

const dismissal = z.object({
  kind: z.enum(WICKET_KINDS),
  how: text.describe('in words: `c Taylor b Boult`'),
  at: text.describe('the score when it fell: `157/3`'),
  overs: text.describe('after so many overs: `32.4`'),
})

const batter = z.strictObject({
  order: count.describe('place in the batting order, from 1'),
  runs: count,
  balls: count.describe('faced; wides are none'),
  fours: count,
  sixes: count,
  out: dismissal.exactOptional().describe('how he was out; absent while he is not'),
  retired: z.enum(['hurt', 'not_out']).exactOptional().describe('left the field undefeated; may come back'),
})

const bowler = z.strictObject({
  order: count.describe('in which they came on, from 1'),
  overs: text.describe('bowled: `9.4`'),
  balls: count.exactOptional().describe('legal balls, in formats that count in balls'),
  maidens: count,
  runs: count.describe('conceded'),
  wickets: count,
})

const innings = z.strictObject({
  n: count.describe('its number from 1'),
  side: side.describe('who bats'),
  superOver: count
    .exactOptional()
    .describe('which super over this is an innings of; its runs stay out of the match score'),
  runs: count,
  wickets: count,
  overs: text.describe('completed overs and balls, `49.1`; no decimal: an over may have 5 or 7 balls'),
  balls: count.describe('legal balls bowled; the run rate is `runs` by `overs`'),
  extras: z
    .object({ wides: count, noBalls: count, byes: count, legByes: count, penalty: count })
    .describe('runs that no batter made'),
  target: z.int().exactOptional().describe('runs that win the match'),
  targetMethod: text.exactOptional().describe('by which the target was revised: `DLS`'),
  oversLimit: count.exactOptional().describe('overs it may last'),
  ballsLimit: count.exactOptional().describe('balls it may last'),
  batters: z.record(z.string(), batter).describe('by name'),
  bowlers: z.record(z.string(), bowler).describe('by name'),
  powerplays: z
    .record(
      z.string(),
      z.object({
        from: z.number().describe('overs bowled when it begins'),
        to: z.number().describe('overs bowled when it ends'),
        kind: text.exactOptional(),
      }),
    )
    .describe('by number'),
  followOn: z.literal(true).exactOptional().describe('the side was made to follow on'),
  declared: z.literal(true).exactOptional(),
  forfeited: z.literal(true).exactOptional(),
  absent: z.array(text).exactOptional().describe('batters who could not bat'),
  closedReason: z.enum(CLOSED_REASONS).exactOptional().describe('why it is over; absent while it goes on'),
})

export const cricketDetail = z.strictObject({
  toss: z
    .object({ winner: side, decision: z.enum(['bat', 'field']) })
    .exactOptional()
    .describe('who won it, and chose what'),
  innings: z.record(z.string(), innings).describe('by number from 1; the one being played is `period.n`'),
  // An array, because then a change of ends costs one name.
  batting: z.array(text).max(2).exactOptional().describe('the batters at the crease, keys of `innings[n].batters`'),
  striker: text
    .exactOptional()
    .describe('the one of them who faces the next ball, as far as it is known; the other is the non-striker'),
  bowler: text.exactOptional().describe('a key of `innings[n].bowlers`, once he has bowled'),
  thisOver: text
    .exactOptional()
    .describe('the balls of the over, `1 . W 4 2wd 1nb 1lb`; stays until the next over begins'),
  partnershipFrom: z
    .object({ runs: count.describe('of the innings'), balls: count.describe('faced by all its batters') })
    .exactOptional()
    .describe('where the innings stood when the batters at the crease came together; their partnership came since'),
  lastWicket: text.exactOptional().describe('the batter who was out last, a key of `innings[n].batters`'),
  chase: z
    .object({
      target: count.describe('runs that win'),
      needed: count.describe('runs still to make'),
      ballsLeft: count.exactOptional().describe('where balls are limited; the required rate is `needed` by it'),
    })
    .exactOptional()
    .describe('what the side batting last needs'),
  lead: z
    .int()
    .exactOptional()
    .describe('runs by which the batting side leads over both innings; negative while it trails'),
  playerOfMatch: text.exactOptional().describe('the player of the match'),
  par: count.exactOptional().describe('the DLS par score of this moment, from outside'),
  powerplay: count.exactOptional().describe('the number of the powerplay in force for the next ball'),
  freeHit: z.literal(true).exactOptional().describe('the next ball is a free hit'),
  reviews: z.object({ home: count, away: count }).exactOptional().describe('left to each side in this innings'),
  day: count.exactOptional().describe('from 1, in matches of several days'),
  session: count.exactOptional().describe('of the day: 1 to lunch, 2 to tea, 3 to stumps'),
  superOver: count.exactOptional().describe('the super over being played'),
  superOvers: z
    .record(z.string(), z.object({ home: count, away: count }))
    .exactOptional()
    .describe('scores of the super overs, by number'),
})

export type CricketDetail = z.output<typeof cricketDetail>
export type Innings = z.output<typeof innings>
export type Partnership = NonNullable<CricketDetail['partnershipFrom']>
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
  /** The `ballInOver` of its deliveries, as far as the feed numbers them. */
  readonly balls?: readonly number[]
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
  /** The feed opened it again after it was over: the laws do not close it. */
  readonly isKeptOpen?: true
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

/** What the end of an innings takes from the board, and its going on brings back. */
export type LeftCrease = Pick<CricketDetail, 'batting' | 'striker' | 'partnershipFrom' | 'freeHit'>

export interface CricketMemory extends CommonMemory {
  readonly innings: Readonly<Record<string, InningsMemory>>
  readonly next: Announced
  /** The innings that the laws closed, and who was at the crease, should it go on. */
  readonly closedByLaw?: { readonly n: number; readonly crease: LeftCrease }
  /** The match is over because the laws say so; the feed has not said it yet. */
  readonly endedByLaw?: true
  /** The feed let the match go on after the laws ended it. */
  readonly isKeptLive?: true
}

export type ReducedCricket = Reduced<CricketDetail, CricketMemory>
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
export function withDetail(reduced: ReducedCricket, changes: Changes): ReducedCricket {
  return { ...reduced, state: { ...reduced.state, detail: changed(reduced.state.detail, changes) } }
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

export function withInnings(reduced: ReducedCricket, innings: Innings): ReducedCricket {
  return withDetail(reduced, { innings: { ...reduced.state.detail.innings, [innings.n]: innings } })
}
