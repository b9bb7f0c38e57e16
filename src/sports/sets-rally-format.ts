import { z } from 'zod'

/** How a sport in which every rally is a point is scored. All sports share the options; their defaults differ. */
export const rallyFormat = z.strictObject({
  bestOf: z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)]),
  pointsToWin: z.int().min(1).max(99),
  /** Points that win the deciding set; `pointsToWin` if left out. */
  lastSet: z.int().min(1).max(99).exactOptional(),
  /** How many points ahead the winner of a set must be. */
  winBy: z.int().min(1).max(2),
  /** This many points win whatever the lead; `none` (or null) for no such end. */
  cap: z.preprocess((value) => (value === null ? 'none' : value), z.union([z.int().min(1).max(99), z.literal('none')])),
  /** Who serves: the winner of the last rally, or each side twice in turn (once from one short of winning each). */
  serve: z.enum(['winner', 'two-each']),
  /** Who opens the next set: the side that did not open this one, its winner, or nobody knows: the toss decides. */
  opens: z.enum(['other', 'winner', 'toss']),
  /** A toss decides who opens the deciding set, whatever `opens` says. */
  tossForLast: z.boolean(),
  timeouts: z.int().min(0).max(9),
  timeoutsPer: z.enum(['set', 'match']),
})

export type RallyFormat = z.output<typeof rallyFormat>

/** The shared schema with one sport's defaults, so that `{}` is that sport as its federation plays it. */
export function rallyFormatOf(defaults: RallyFormat) {
  const { shape } = rallyFormat
  return z.strictObject({
    bestOf: shape.bestOf.default(defaults.bestOf),
    pointsToWin: shape.pointsToWin.default(defaults.pointsToWin),
    lastSet: defaults.lastSet === undefined ? shape.lastSet : z.int().min(1).max(99).default(defaults.lastSet),
    winBy: shape.winBy.default(defaults.winBy),
    cap: shape.cap.default(defaults.cap),
    serve: shape.serve.default(defaults.serve),
    opens: shape.opens.default(defaults.opens),
    tossForLast: shape.tossForLast.default(defaults.tossForLast),
    timeouts: shape.timeouts.default(defaults.timeouts),
    timeoutsPer: shape.timeoutsPer.default(defaults.timeoutsPer),
  })
}
