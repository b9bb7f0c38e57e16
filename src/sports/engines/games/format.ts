import { z } from 'zod'

const FINAL_SET = /^(same|advantage|tb[1-9]\d?@[1-9]\d?|matchtb[1-9]\d?)$/

/** The wire carries no null where a value is missing; in a format, null is how people write "no tie-break at all". */
const gamesOrNever = z.preprocess(
  (value) => (value === null ? 'never' : value),
  z.union([z.int().min(1).max(99), z.literal('never')]),
)

/** The options of every sport that is counted as tennis is. What a game is decided by at deuce is the sport's own. */
export const gamesFormat = z.strictObject({
  bestOf: z
    .literal([1, 2, 3, 4, 5])
    .default(3)
    .describe('sets; the winner is the first to more than half of them. An even number may end level'),
  gamesPerSet: z.int().min(1).max(99).default(6).describe('games that win a set'),
  winBy: z.int().min(1).max(2).default(2).describe('how many games ahead the winner of a set must be'),
  tiebreakAt: gamesOrNever
    .exactOptional()
    .describe('the tie-break is played at this many games each; `gamesPerSet` if left out, `never` for advantage sets'),
  tiebreakPoints: z.int().min(1).max(99).default(7).describe('points that win a tie-break'),
  tiebreakWinBy: z
    .int()
    .min(1)
    .max(2)
    .default(2)
    .describe('how many points ahead its winner must be; 1 for a short-set tie-break with a deciding point at 4-4'),
  finalSet: z
    .string()
    .regex(FINAL_SET, 'must be same, advantage, tb<points>@<games> or matchtb<points>')
    .default('same')
    .describe(
      'the deciding set: `same` as the others, `advantage`, `tb7@12` (tie-break to 7 at 12-12), `matchtb10` (a tie-break to 10 in its place); any numbers in their places',
    ),
  doubles: z.boolean().default(false).describe('two players a side'),
})

/**
 * What a game is decided by once both sides have three points: two points ahead, however long it takes; or the next point
 * at the first deuce (golden), at the second (silver), at the third (star).
 */
export type DeuceRule = 'advantage' | 'golden' | 'silver' | 'star'

/** The format of any sport that is counted as tennis is. */
export type GameFormat = z.output<typeof gamesFormat> & { readonly noAd?: boolean; readonly deuceRule?: DeuceRule }

/** A game is won by a number of points and a lead, or by `cap` points whatever the lead. */
export interface Target {
  readonly points: number
  readonly ahead: number
  readonly cap?: number
}

/** How one set is won. A match tie-break is a set whose tie-break is played at 0-0. */
export interface SetRules {
  readonly games: number
  readonly ahead: number
  readonly game: Target
  readonly tiebreak?: Target & { readonly at: number }
}

/** At the first deuce both have three points; the point after it is a side's fourth. */
const DECIDING_POINT: Readonly<Record<Exclude<DeuceRule, 'advantage'>, number>> = { golden: 4, silver: 5, star: 6 }

function gameOf({ noAd = false, deuceRule = noAd ? 'golden' : 'advantage' }: GameFormat): Target {
  const target = { points: 4, ahead: 2 }
  return deuceRule === 'advantage' ? target : { ...target, cap: DECIDING_POINT[deuceRule] }
}

export function rulesOfSet(format: GameFormat, setNumber: number): SetRules {
  const { gamesPerSet, winBy, tiebreakAt = gamesPerSet, tiebreakPoints, tiebreakWinBy } = format
  const set = { games: gamesPerSet, ahead: winBy, game: gameOf(format) }
  const isFinal = setNumber >= format.bestOf && format.bestOf % 2 === 1
  if (isFinal && format.finalSet !== 'same') {
    if (format.finalSet === 'advantage') return set
    const [, isInstead, points, at = 0] = /^(match)?tb(\d+)(?:@(\d+))?$/.exec(format.finalSet) ?? []
    return { ...set, tiebreak: { at: isInstead ? 0 : Number(at), points: Number(points), ahead: 2 } }
  }
  if (tiebreakAt === 'never') return set
  return { ...set, tiebreak: { at: tiebreakAt, points: tiebreakPoints, ahead: tiebreakWinBy } }
}
