import { z } from 'zod'

/** WPBSA, Official Rules of the Games of Snooker and Billiards: section 2 (a frame), section 3 rules 3-4 (scoring, end of frame). */
export const snookerFormat = z.strictObject({
  bestOf: z.int().min(1).max(35).default(7).describe('frames; the winner is the first to more than half of them'),
  reds: z.literal([6, 10, 15]).default(15).describe('reds on the table when a frame begins'),
})

export type SnookerFormat = z.output<typeof snookerFormat>

export const snookerPresets = {
  'best-of-7': { bestOf: 7 },
  'best-of-9': { bestOf: 9 },
  'best-of-11': { bestOf: 11 },
  'best-of-19': { bestOf: 19 },
  'world-final': { bestOf: 35 },
  'six-reds': { bestOf: 9, reds: 6 },
} as const
