import { z } from 'zod'
import { score } from './common-events.ts'

export const footballFormat = z.strictObject({
  periods: z.int().min(1).max(4).default(2),
  periodMin: z.int().min(1).max(60).default(45),
  /** Two more halves if the match is level: played out, or ended by the first goal, or by a lead at half-time. */
  extraTime: z.enum(['none', '2x15', 'golden', 'silver']).default('none'),
  extraTimeMin: z.int().min(1).max(30).default(15),
  /** Kicks from the penalty mark if it is still level; with `extraTime: none` straight after full time. */
  shootout: z.boolean().default(false),
  /** Kicks of each side before sudden death. */
  shootoutKicks: z.int().min(1).max(11).default(5),
  /** Makes this the second leg: what each of this match's sides scored in the first. The result is then the tie's. */
  legs: z.strictObject({ first: score, awayGoals: z.boolean().default(false) }).exactOptional(),
  maxSubs: z.int().min(0).max(30).default(5),
  playersPerSide: z.int().min(3).max(15).default(11),
  /** With fewer on the pitch a side cannot go on and the match is abandoned. */
  minPlayers: z.int().min(1).max(15).default(7),
})

export type FootballFormat = z.output<typeof footballFormat>

export const footballPresets = {
  league: {},
  cup: { extraTime: '2x15', shootout: true },
  'straight-penalties': { shootout: true },
  'golden-goal': { extraTime: 'golden', shootout: true },
  'silver-goal': { extraTime: 'silver', shootout: true },
} as const

/** The numbers of the periods that follow regulation. */
export function laterPeriods({ periods }: FootballFormat) {
  return { firstExtra: periods + 1, lastExtra: periods + 2, shootout: periods + 3 }
}
