import { z } from 'zod'
import type { Reduced } from '../../../match/fold.ts'
import type { MatchState } from '../../../match/state.ts'
import type { CommonMemory } from '../../common/apply.ts'
import { playerName, score, side } from '../../contract/reading/fields.ts'
import type { InningsByNumber, InningsScore } from '../innings/innings.ts'

const count = z.int().min(0)
const runner = z.strictObject({ player: playerName.exactOptional() }).describe('who stands there; empty if nobody said')

export const diamondDetail = z.strictObject({
  inning: count.describe('on the board, from 1; 0 before the first'),
  half: z.enum(['top', 'middle', 'bottom', 'end']).describe('the visitors bat, a break, the home side bats, a break'),
  outs: count.max(3).describe('of the half being played, or of the one before a break'),
  balls: count.max(4).describe('of the count on the batter'),
  strikes: count.max(3).describe('of the count on the batter'),
  bases: z
    .strictObject({ first: runner.exactOptional(), second: runner.exactOptional(), third: runner.exactOptional() })
    .describe('those that are occupied'),
  batter: playerName.exactOptional().describe('at bat'),
  pitching: z
    .strictObject({
      home: z.strictObject({ player: playerName.exactOptional(), pitches: count }),
      away: z.strictObject({ player: playerName.exactOptional(), pitches: count }),
    })
    .describe('the pitcher of each side, and the pitches he has thrown'),
  hits: score.describe('of each side'),
  errors: score.describe('that each side made in the field'),
  lastInning: count.exactOptional().describe('said to be the last, by a time limit or a curfew'),
  ending: z
    .enum(['regulation', 'walk_off', 'mercy', 'called', 'forfeit'])
    .exactOptional()
    .describe('how play ended, once the rules say that it has'),
  forfeitedBy: side.exactOptional().describe('the side that forfeited'),
  playedScore: score
    .exactOptional()
    .describe('as it was played, where another score was awarded, or the game forfeited'),
  awardedScore: score.exactOptional().describe('that was awarded'),
})

export type DiamondDetail = z.output<typeof diamondDetail>
export type Base = 'first' | 'second' | 'third'
export type Bases = DiamondDetail['bases']
export type Runner = NonNullable<Bases[Base]>

/** A half of an inning, an innings of the engine: 1 is the top of the first, 2 its bottom. */
export interface Half extends InningsScore {
  /** The feed has said that it begins, or ends, beside what follows from the outs. */
  readonly isBegun?: true
  readonly isEnded?: true
}

export interface DiamondMemory extends CommonMemory {
  readonly halves: InningsByNumber<Half>
  /** The half on the board; 0 before the first. */
  readonly at: number
  /** Play was ended by the rules, not by the feed: a correction may let it go on. */
  readonly isEndDerived?: true
}

export type DiamondState = MatchState<DiamondDetail>
export type ReducedDiamond = Reduced<DiamondDetail, DiamondMemory>

export const START: DiamondDetail = {
  inning: 0,
  half: 'top',
  outs: 0,
  balls: 0,
  strikes: 0,
  bases: {},
  pitching: { home: { pitches: 0 }, away: { pitches: 0 } },
  hits: { home: 0, away: 0 },
  errors: { home: 0, away: 0 },
}

export function withDetail(reduced: ReducedDiamond, change: Partial<DiamondDetail>): ReducedDiamond {
  return { ...reduced, state: { ...reduced.state, detail: { ...reduced.state.detail, ...change } } }
}

export function withMemory(reduced: ReducedDiamond, change: Partial<DiamondMemory>): ReducedDiamond {
  return { ...reduced, memory: { ...reduced.memory, ...change } }
}

export function withHalf(reduced: ReducedDiamond, half: Half): ReducedDiamond {
  return withMemory(reduced, { halves: { ...reduced.memory.halves, [half.n]: half } })
}

/** The count on the batter, and who he is, end with his turn. */
export function withoutBatter(reduced: ReducedDiamond): ReducedDiamond {
  const { batter: _, ...detail } = reduced.state.detail
  return { ...reduced, state: { ...reduced.state, detail: { ...detail, balls: 0, strikes: 0 } } }
}
