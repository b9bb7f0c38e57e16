import { z } from 'zod'

/**
 * The ways in which tennis is scored.
 *
 * Sources: ITF Rules of Tennis, rules 5 (game, tie-break game), 6 (set), 7 (match) and the appendix of alternative
 * scoring methods (no-ad, short sets, short-set tie-break, match tie-breaks of 7 and 10). Final sets of the Grand Slams: the
 * Grand Slam Board's announcement of 16 March 2022 (tie-break to 10 at 6-6 in all four, from Roland-Garros 2022 on), and
 * before it each event's own rule. Pro sets: USTA Friend at Court, regulation I.
 */

const FINAL_SET = /^(same|advantage|tb[1-9]\d?@[1-9]\d?|matchtb[1-9]\d?)$/

/** The wire carries no null where a value is missing; in a format, null is how people write "no tie-break at all". */
const gamesOrNever = z.preprocess(
  (value) => (value === null ? 'never' : value),
  z.union([z.int().min(1).max(99), z.literal('never')]),
)

export const tennisFormat = z.strictObject({
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
  noAd: z.boolean().default(false).describe('one deciding point at deuce'),
  doubles: z.boolean().default(false).describe('two players a side'),
})

export type TennisFormat = z.output<typeof tennisFormat>

const SLAM = { tiebreakAt: 6, tiebreakPoints: 7 }
const MEN = { ...SLAM, bestOf: 5 }

/** Men's singles where an event has several; `{"preset": "wimbledon", "bestOf": 3}` for the women's. */
export const tennisPresets = {
  wimbledon: { ...MEN, finalSet: 'tb10@6' },
  'wimbledon-2019': { ...MEN, finalSet: 'tb7@12' },
  'wimbledon-pre-2019': { ...MEN, finalSet: 'advantage' },
  'us-open': { ...MEN, finalSet: 'tb10@6' },
  'us-open-pre-2022': { ...MEN, finalSet: 'tb7@6' },
  'roland-garros': { ...MEN, finalSet: 'tb10@6' },
  'roland-garros-pre-2022': { ...MEN, finalSet: 'advantage' },
  'australian-open': { ...MEN, finalSet: 'tb10@6' },
  'australian-open-pre-2019': { ...MEN, finalSet: 'advantage' },
  atp: { ...SLAM, bestOf: 3, finalSet: 'same' },
  wta: { ...SLAM, bestOf: 3, finalSet: 'same' },
  'atp-doubles': { ...SLAM, bestOf: 3, finalSet: 'matchtb10', noAd: true, doubles: true },
  'mixed-doubles': { ...SLAM, bestOf: 3, finalSet: 'matchtb10', noAd: true, doubles: true },
  'pro-set': { bestOf: 1, gamesPerSet: 8, tiebreakAt: 8, tiebreakPoints: 7 },
  'short-sets': { bestOf: 3, gamesPerSet: 4, tiebreakAt: 4, tiebreakPoints: 7 },
  'short-sets-3': { bestOf: 3, gamesPerSet: 4, tiebreakAt: 3, tiebreakPoints: 5, tiebreakWinBy: 1, noAd: true },
  padel: { ...SLAM, bestOf: 3, noAd: true, doubles: true },
} as const

/** What it takes to win a game: so many points, so many ahead. */
export interface Target {
  readonly points: number
  readonly ahead: number
}

/** How one set is won. A match tie-break is a set whose tie-break is played at 0-0. */
export interface SetRules {
  readonly games: number
  readonly ahead: number
  readonly game: Target
  readonly tiebreak?: Target & { readonly at: number }
}

export function rulesOfSet(format: TennisFormat, setNumber: number): SetRules {
  const { gamesPerSet, winBy, tiebreakAt = gamesPerSet, tiebreakPoints, tiebreakWinBy, noAd } = format
  const set = { games: gamesPerSet, ahead: winBy, game: { points: 4, ahead: noAd ? 1 : 2 } }
  const isFinal = setNumber >= format.bestOf && format.bestOf % 2 === 1
  if (isFinal && format.finalSet !== 'same') {
    if (format.finalSet === 'advantage') return set
    const [, isInstead, points, at = 0] = /^(match)?tb(\d+)(?:@(\d+))?$/.exec(format.finalSet) ?? []
    return { ...set, tiebreak: { at: isInstead ? 0 : Number(at), points: Number(points), ahead: 2 } }
  }
  if (tiebreakAt === 'never') return set
  return { ...set, tiebreak: { at: tiebreakAt, points: tiebreakPoints, ahead: tiebreakWinBy } }
}
