import { z } from 'zod'

/**
 * How a match of darts is scored: Darts Regulation Authority Rule Book, section 5 (501, straight start, double finish; a double to start where the tournament plays it; legs or
 * sets of legs, the best of so many; two clear legs where the tournament plays them).
 */
export const dartsFormat = z.strictObject({
  startScore: z.int().min(101).max(1001).default(501).describe('what each side counts down from'),
  in: z
    .enum(['straight', 'double'])
    .default('straight')
    .describe('what begins a leg: any number, or a double (points before it are 0)'),
  out: z
    .enum(['double', 'master', 'straight'])
    .default('double')
    .describe('what ends a leg: a double, a double or a treble, or any number'),
  bestOf: z.int().min(1).max(25).default(1).describe('sets; 1 for a match of legs, whose score is legs'),
  bestOfLegs: z.int().min(1).max(99).default(11).describe('legs of a set; of the match, where there are no sets'),
  winBy: z
    .literal([1, 2])
    .default(1)
    .describe('how many legs ahead the winner must be, in the deciding set or in a match of legs'),
  cap: z.int().min(1).max(99).exactOptional().describe('this many legs win that set or match whatever the lead'),
})

export type DartsFormat = z.output<typeof dartsFormat>

export const dartsPresets = {
  'legs-11': { bestOfLegs: 11 },
  'premier-league': { bestOfLegs: 11 },
  'world-matchplay': { bestOfLegs: 19, winBy: 2, cap: 13 },
  'world-championship': { bestOf: 7, bestOfLegs: 5, winBy: 2, cap: 6 },
  /** Its first round. */
  'world-grand-prix': { in: 'double', bestOf: 3, bestOfLegs: 5 },
  'pub-301': { startScore: 301, bestOfLegs: 3 },
} as const
