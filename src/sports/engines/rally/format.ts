import { z } from 'zod'

const lastSet = z.int().min(1).max(99).describe('points that win the deciding set; `pointsToWin` if left out')

/** How a sport in which every rally is a point is scored. All sports share the options; their defaults differ. */
export const rallyFormat = z.strictObject({
  bestOf: z
    .literal([1, 2, 3, 4, 5, 6, 7])
    .describe('sets; the winner is the first to more than half of them. An even number may end level'),
  pointsToWin: z.int().min(1).max(99).describe('points that win a set'),
  lastSet: lastSet.exactOptional(),
  winBy: z.int().min(1).max(2).describe('how many points ahead the winner of a set must be'),
  cap: z
    .preprocess((value) => (value === null ? 'none' : value), z.union([z.int().min(1).max(99), z.literal('none')]))
    .describe('this many points win whatever the lead; `none` for no such end'),
  serve: z
    .enum(['winner', 'two-each'])
    .describe(
      'who serves: the winner of the last rally, or each side twice in turn (once from one short of winning each)',
    ),
  opens: z
    .enum(['other', 'winner', 'toss'])
    .describe('who opens the next set: the side that did not open this one, its winner, or whoever the toss decides'),
  tossForLast: z.boolean().describe('a toss decides who opens the deciding set, whatever `opens` says'),
  ends: z
    .enum(['half', 'before-half', 'thirds'])
    .describe(
      'when the sides change ends within a set, beside after each: in the deciding one when a side has half of the points it takes, rounded up (`half`) or down (`before-half`); or in all of them, each time that a third of those points was played (`thirds`)',
    ),
  timeouts: z.int().min(0).max(9).describe('timeouts of a side'),
  timeoutsPer: z.enum(['set', 'match']).describe('for how long those are'),
})

export type RallyFormat = z.output<typeof rallyFormat>

/** The shared schema with one sport's defaults, so that `{}` is that sport as its federation plays it. */
export function rallyFormatOf(defaults: RallyFormat) {
  const { shape } = rallyFormat
  return z.strictObject({
    bestOf: shape.bestOf.default(defaults.bestOf),
    pointsToWin: shape.pointsToWin.default(defaults.pointsToWin),
    lastSet: defaults.lastSet === undefined ? shape.lastSet : lastSet.default(defaults.lastSet),
    winBy: shape.winBy.default(defaults.winBy),
    cap: shape.cap.default(defaults.cap),
    serve: shape.serve.default(defaults.serve),
    opens: shape.opens.default(defaults.opens),
    tossForLast: shape.tossForLast.default(defaults.tossForLast),
    ends: shape.ends.default(defaults.ends),
    timeouts: shape.timeouts.default(defaults.timeouts),
    timeoutsPer: shape.timeoutsPer.default(defaults.timeoutsPer),
  })
}
