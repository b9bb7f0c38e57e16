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
    .enum(['half', 'before-half', 'thirds', 'none'])
    .describe(
      'when the sides change ends within a set, beside after each: in the deciding one when a side has half of the points it takes, rounded up (`half`) or down (`before-half`); or in all of them, each time that a third of those points was played (`thirds`); `none` where they never do',
    ),
  timeouts: z.int().min(0).max(9).describe('timeouts of a side'),
  timeoutsPer: z.enum(['set', 'match']).describe('for how long those are'),
  scoring: z
    .enum(['side-out', 'rally'])
    .describe('`side-out`: only the side that serves scores, the other wins the serve; `rally`: every rally is a point')
    .exactOptional(),
  servers: z
    .literal([1, 2])
    .describe('how many of a side serve before the serve passes to the other; of the side that opens a game, one')
    .exactOptional(),
  winOnServe: z
    .boolean()
    .describe('the point that wins a game is won by the side that serves, or not at all')
    .exactOptional(),
})

export type RallyFormat = z.output<typeof rallyFormat>

/** These are options of the sports alone that have a default for them. */
const OPTIONAL: ReadonlySet<string> = new Set(['scoring', 'servers', 'winOnServe'])

/**
 * The shared schema with one sport's defaults, so that `{}` is that sport as its federation plays it.
 *
 * @param fixed what is no option in the sport, because its laws know one way alone
 */
export function rallyFormatOf(
  defaults: RallyFormat,
  fixed: readonly (keyof RallyFormat)[] = [],
): z.ZodType<Partial<RallyFormat>> {
  const isFixed: ReadonlySet<string> = new Set(fixed)
  const options = Object.entries(rallyFormat.shape).flatMap(([name, option]): [string, z.ZodType][] => {
    const value = defaults[name as keyof RallyFormat]
    if (isFixed.has(name) || (value === undefined && OPTIONAL.has(name))) return []
    if (value === undefined) return [[name, option]]
    const plain = option instanceof z.ZodExactOptional ? option.unwrap() : option
    return [[name, (plain as z.ZodType).default(value)]]
  })
  return z.strictObject(Object.fromEntries(options)) as z.ZodType<Partial<RallyFormat>>
}
