import { z } from 'zod'
import { score } from '../contract/reading/fields.ts'

export const footballFormat = z.strictObject({
  periods: z.int().min(1).max(4).default(2).describe('periods of regulation'),
  periodMin: z.int().min(1).max(60).default(45).describe('length of each in minutes'),
  extraTime: z
    .enum(['none', '2x15', 'golden', 'silver'])
    .default('none')
    .describe('two more halves if it is level: played out, ended by the first goal, or by a lead at half-time'),
  extraTimeMin: z.int().min(1).max(30).default(15).describe('length of each half of extra time in minutes'),
  shootout: z
    .boolean()
    .default(false)
    .describe('kicks from the penalty mark if it is still level; without extra time straight after full time'),
  shootoutKicks: z.int().min(1).max(11).default(5).describe('kicks of each side before sudden death'),
  legs: z
    .strictObject({
      first: score.describe('what each of this match’s sides scored in the first leg'),
      awayGoals: z.boolean().default(false).describe('goals scored away decide if the aggregate is level'),
    })
    .exactOptional()
    .describe('makes this the second leg: the result is then the tie’s'),
  maxSubs: z.int().min(0).max(30).default(5).describe('substitutions a side may make; one more in extra time'),
  playersPerSide: z.int().min(3).max(15).default(11).describe('players on the pitch at the beginning'),
  sinBinMin: z
    .int()
    .min(1)
    .max(30)
    .default(10)
    .describe('minutes of a time penalty (IFAB, temporary dismissals: a tenth to a seventh of the match)'),
  minPlayers: z.int().min(1).max(15).default(7).describe('with fewer a side cannot go on and the match is abandoned'),
})

export type FootballFormat = z.output<typeof footballFormat>

export const footballPresets = {
  league: {},
  cup: { extraTime: '2x15', shootout: true },
  'straight-penalties': { shootout: true },
  'golden-goal': { extraTime: 'golden', shootout: true },
  'silver-goal': { extraTime: 'silver', shootout: true },
} as const
