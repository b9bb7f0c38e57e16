import { z } from 'zod'

/** The parts of Cricsheet's JSON (cricsheet.org/format/json, versions 1.0 and 1.1) that a replay needs. */

/** True, or 1 in some files. */
const flag = z.union([z.boolean(), z.number()]).default(false).transform(Boolean)
const amount = z.number().int().min(0).default(0)

const delivery = z.object({
  batter: z.string(),
  bowler: z.string(),
  non_striker: z.string(),
  runs: z.object({ batter: amount, total: amount, non_boundary: flag }),
  extras: z
    .object({ wides: amount, noballs: amount, byes: amount, legbyes: amount, penalty: amount })
    .default({ wides: 0, noballs: 0, byes: 0, legbyes: 0, penalty: 0 }),
  wickets: z
    .array(
      z.object({
        kind: z.string(),
        player_out: z.string(),
        /** A substitute may have no name. */
        fielders: z.array(z.object({ name: z.string().optional(), substitute: flag })).default([]),
      }),
    )
    .default([]),
  review: z
    .object({
      by: z.string(),
      decision: z.string(),
      type: z.string().default('wicket'),
      umpires_call: flag,
    })
    .optional(),
  replacements: z
    .object({
      match: z
        .array(
          z.object({
            in: z.string(),
            out: z.string().optional(),
            team: z.string().optional(),
            reason: z.string().optional(),
          }),
        )
        .default([]),
      role: z
        .array(
          z.object({ in: z.string(), out: z.string().optional(), role: z.string(), reason: z.string().optional() }),
        )
        .default([]),
    })
    .optional(),
})

/** `9.6`; a text where the ball has two digits, `"9.10"`, which as a number would be the first ball. */
const overAndBall = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
])

const innings = z.object({
  team: z.string(),
  overs: z.array(z.object({ over: z.number().int().min(0), deliveries: z.array(delivery) })).default([]),
  absent_hurt: z.array(z.string()).default([]),
  penalty_runs: z.object({ pre: amount, post: amount }).default({ pre: 0, post: 0 }),
  declared: flag,
  forfeited: flag,
  super_over: flag,
  /** By the over's number, from 0: the umpire let more or fewer balls be bowled. */
  miscounted_overs: z.record(z.string(), z.unknown()).default({}),
  /** `from` and `to` are overs and deliveries, "9.6", counting wides and no-balls. */
  powerplays: z.array(z.object({ from: overAndBall, to: overAndBall, type: z.string().optional() })).default([]),
  target: z
    .object({ runs: z.number().optional(), overs: overAndBall.optional(), balls: z.number().optional() })
    .optional(),
})

export const cricsheetFile = z.object({
  info: z.object({
    balls_per_over: z.number().int().min(1).default(6),
    bowl_out: z.array(z.object({ bowler: z.string(), outcome: z.string() })).default([]),
    city: z.string().optional(),
    dates: z.array(z.string()).default([]),
    event: z.object({ name: z.string().optional() }).optional(),
    match_type: z.string().default(''),
    outcome: z
      .object({
        winner: z.string().optional(),
        by: z
          .object({ innings: z.number().optional(), runs: z.number().optional(), wickets: z.number().optional() })
          .optional(),
        bowl_out: z.string().optional(),
        eliminator: z.string().optional(),
        method: z.string().optional(),
        result: z.string().optional(),
      })
      .default({}),
    overs: z.number().int().min(1).optional(),
    player_of_match: z.array(z.string()).default([]),
    players: z.record(z.string(), z.array(z.string())).default({}),
    teams: z.tuple([z.string(), z.string()]),
    toss: z
      .object({
        winner: z.string().optional(),
        decision: z.string().optional(),
        uncontested: flag,
      })
      .optional(),
    venue: z.string().optional(),
  }),
  innings: z.array(innings).default([]),
})

export type CricsheetFile = z.output<typeof cricsheetFile>
export type CricsheetInnings = CricsheetFile['innings'][number]
export type CricsheetDelivery = CricsheetInnings['overs'][number]['deliveries'][number]
