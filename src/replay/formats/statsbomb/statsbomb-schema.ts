import { z } from 'zod'
import { requiredCount, requiredNumber, requiredText } from '../provider-values.ts'

/** The parts of StatsBomb's open data (event data specification 4.0, match data 3.0) that a replay needs. */

const named = z.object({ name: requiredText })
const card = z.object({ card: named.optional(), penalty: z.boolean().optional() })

export const statsbombEvents = z.array(
  z.object({
    id: requiredText,
    index: requiredNumber,
    /** 1 and 2 the halves, 3 and 4 extra time, 5 the shoot-out. */
    period: z.number().int().min(1).max(5),
    /** Since the beginning of the period: `00:12:34.567`. */
    timestamp: z.string(),
    /** Of the match; the second half begins at 45 whatever the first half's stoppage time. */
    minute: requiredCount,
    second: requiredCount,
    type: named,
    team: named.extend({ id: z.number() }),
    player: named.optional(),
    related_events: z.array(z.string()).optional(),
    tactics: z.object({ lineup: z.array(z.object({ player: named })) }).optional(),
    shot: z
      .object({
        outcome: named,
        type: named.optional(),
        body_part: named.optional(),
        key_pass_id: z.string().optional(),
      })
      .optional(),
    pass: z.object({ goal_assist: z.boolean().optional(), type: named.optional() }).optional(),
    substitution: z.object({ replacement: named.optional() }).optional(),
    foul_committed: card.optional(),
    bad_behaviour: card.optional(),
  }),
)

/** The file of a competition's season, where the match is described. */
export const statsbombMatches = z.array(
  z.object({
    match_id: z.number(),
    match_date: z.string().optional(),
    kick_off: z.string().optional(),
    competition: z.object({ competition_name: z.string() }).optional(),
    season: z.object({ season_name: z.string() }).optional(),
    stadium: named.optional(),
    home_team: z.object({ home_team_id: z.number(), home_team_name: z.string() }),
    away_team: z.object({ away_team_id: z.number(), away_team_name: z.string() }),
  }),
)

export type StatsbombEvent = z.output<typeof statsbombEvents>[number]
export type StatsbombMatch = z.output<typeof statsbombMatches>[number]
