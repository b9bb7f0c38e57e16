import { z } from 'zod'

const inning = z.int().min(1).max(99)

/** How a game on the diamond is played. Baseball and softball share the options; their defaults differ. */
const diamondFormat = z.strictObject({
  innings: z.int().min(1).max(20).describe('innings of regulation'),
  extraRunners: z
    .enum(['none', 'second', 'first_second'])
    .describe('the bases that are occupied when a half of an extra inning begins: the tie-break, or ghost runner'),
  extraRunnersFrom: inning.describe('the inning from which they are; the first extra one if left out').exactOptional(),
  maxInnings: inning
    .describe('the last inning: level after it, the game is a tie. Left out, there is none')
    .exactOptional(),
  mercy: z
    .array(
      z.strictObject({
        after: inning.describe('once this inning is over, or the home side has no need of it'),
        lead: z.int().min(1).max(100).describe('runs ahead that end the game'),
      }),
    )
    .max(6)
    .describe('the run-ahead rule: leads that end the game; empty for none'),
  officialAfter: inning.describe(
    'innings after which a game that is called has a result (half an inning less with the home side ahead)',
  ),
  forfeitRuns: z.int().min(1).max(20).describe('runs to none of a game that was forfeited'),
  timeLimitMin: z
    .int()
    .min(10)
    .max(600)
    .describe('minutes after which no inning begins; shown, and `last_inning` says which one is the last')
    .exactOptional(),
})

export type DiamondFormat = z.output<typeof diamondFormat>

/** The shared options with one sport's defaults, so that `{}` is that sport as its rules have it. */
export function diamondFormatOf(defaults: DiamondFormat) {
  const { shape } = diamondFormat
  return diamondFormat.extend({
    innings: shape.innings.default(defaults.innings),
    extraRunners: shape.extraRunners.default(defaults.extraRunners),
    mercy: shape.mercy.default(defaults.mercy),
    officialAfter: shape.officialAfter.default(defaults.officialAfter),
    forfeitRuns: shape.forfeitRuns.default(defaults.forfeitRuns),
  })
}
