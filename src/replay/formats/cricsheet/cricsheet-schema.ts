import { z } from 'zod'
import { count, number, requiredCount, requiredText, text } from '../provider-values.ts'

/** The parts of Cricsheet's JSON (cricsheet.org/format/json, versions 1.0 and 1.1) that a replay needs. */

/** True, or 1 in some files. */
const flag = z.union([z.boolean(), z.number()]).default(false).transform(Boolean)
const amount = count.default(0)

const delivery = z.object({
  batter: requiredText,
  bowler: requiredText,
  non_striker: requiredText,
  runs: z.object({ batter: amount, total: amount, non_boundary: flag }),
  extras: z
    .object({ wides: amount, noballs: amount, byes: amount, legbyes: amount, penalty: amount })
    .default({ wides: 0, noballs: 0, byes: 0, legbyes: 0, penalty: 0 }),
  wickets: z
    .array(
      z.object({
        kind: requiredText,
        player_out: requiredText,
        /** A substitute may have no name. */
        fielders: z.array(z.object({ name: text, substitute: flag })).default([]),
      }),
    )
    .default([]),
  review: z
    .object({
      by: text.default(''),
      decision: text.default('decided'),
      type: text.default('wicket'),
      umpires_call: flag,
    })
    .optional(),
  replacements: z
    .object({
      match: z
        .array(
          z.object({
            in: requiredText,
            out: text,
            team: text,
            reason: text,
          }),
        )
        .default([]),
      role: z.array(z.object({ in: requiredText, out: text, role: requiredText, reason: text })).default([]),
    })
    .optional(),
})

/** `9.6`; a text where the ball has two digits, `"9.10"`, which as a number would be the first ball. */
const overAndBall = z.union([
  z.number().min(0),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
])

const innings = z.object({
  team: requiredText,
  overs: z.array(z.object({ over: requiredCount, deliveries: z.array(delivery) })).default([]),
  absent_hurt: z.array(requiredText).default([]),
  penalty_runs: z.object({ pre: amount, post: amount }).default({ pre: 0, post: 0 }),
  declared: flag,
  forfeited: flag,
  super_over: flag,
  /** By the over's number, from 0: the umpire let more or fewer balls be bowled. */
  miscounted_overs: z.record(z.string(), z.unknown()).default({}),
  /** `from` and `to` are overs and deliveries, "9.6", counting wides and no-balls. */
  powerplays: z.array(z.object({ from: overAndBall, to: overAndBall, type: text })).default([]),
  target: z.object({ runs: count, overs: overAndBall.optional(), balls: count }).optional(),
})

export const cricsheetFile = z.object({
  info: z.object({
    balls_per_over: count.default(6),
    bowl_out: z.array(z.object({ bowler: z.string(), outcome: z.string() })).default([]),
    city: text,
    dates: z.array(z.string()).default([]),
    event: z.object({ name: text }).optional(),
    match_type: text.default(''),
    outcome: z
      .object({
        winner: text,
        by: z.object({ innings: number, runs: number, wickets: number }).optional(),
        bowl_out: text,
        eliminator: text,
        method: text,
        result: text,
      })
      .default({}),
    overs: count,
    player_of_match: z.array(z.string()).default([]),
    players: z.record(z.string(), z.array(z.string())).default({}),
    teams: z.tuple([requiredText, requiredText]),
    toss: z
      .object({
        winner: text,
        decision: text,
        uncontested: flag,
      })
      .optional(),
    venue: text,
  }),
  innings: z.array(innings).default([]),
})

export type CricsheetFile = z.output<typeof cricsheetFile>
export type CricsheetInnings = CricsheetFile['innings'][number]
export type CricsheetDelivery = CricsheetInnings['overs'][number]['deliveries'][number]
