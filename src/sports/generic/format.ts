import { z } from 'zod'

export const genericFormat = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(40)
    .exactOptional()
    .describe('what the sport is called: `Korfball`. Pages show it where the match has no competition'),
  rank: z
    .enum(['highest', 'lowest'])
    .default('highest')
    .describe('who wins: the side with the highest score, or with the lowest'),
  clock: z.enum(['none', 'up', 'down']).default('none').describe('which way the clock counts, if there is one'),
  periodMin: z
    .int()
    .min(1)
    .max(600)
    .default(10)
    .describe('length of a period in minutes: what a clock counts down from'),
  periodLabel: z
    .string()
    .min(1)
    .max(16)
    .default('P')
    .describe(
      'what stands before the number of a period that has no name of its own: `P1`; a word stands apart from it: `End 1`',
    ),
  periods: z
    .int()
    .min(1)
    .max(39)
    .exactOptional()
    .describe(
      'periods of regulation; those beyond are overtimes: `OT`, `OT2`. Left out, every period is like the first',
    ),
  overtimeMin: z.int().min(1).max(600).default(5).describe('length of an overtime in minutes'),
  counts: z
    .enum(['points', 'periods'])
    .default('points')
    .describe(
      'what the score is: all points, or the periods (sets, maps, ends) that a side has won; then the points of the one being played stand beside',
    ),
  overtimeMethod: z
    .enum(['overtime', 'extra_time', 'golden_goal'])
    .default('overtime')
    .describe('how a match is won that overtime decides'),
  overtimeLabel: z.string().min(1).max(16).default('OT').describe('what an overtime is called'),
})

export type GenericFormat = z.output<typeof genericFormat>
