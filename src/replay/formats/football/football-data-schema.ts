import { z } from 'zod'
import { count, flag, number, requiredNumber, text } from '../provider-values.ts'

/** The parts of football-data.org's match (docs.football-data.org, v4; v2 names the sides of a score otherwise) that we read. */
const pair = z.object({ home: count, away: count, homeTeam: count, awayTeam: count }).optional()
const person = z.object({ name: text }).optional()
const team = z.object({
  id: number,
  name: text,
  shortName: text,
  tla: text,
})
const ofTeam = { minute: count, injuryTime: count, team: team.optional() }

const matchSchema = z.object({
  id: requiredNumber,
  utcDate: text,
  status: text.default('SCHEDULED'),
  minute: text,
  venue: text,
  lastUpdated: text,
  competition: z.object({ name: text }).optional(),
  homeTeam: team.default({}),
  awayTeam: team.default({}),
  score: z
    .object({
      winner: text,
      duration: text,
      fullTime: pair,
      halfTime: pair,
      regularTime: pair,
      extraTime: pair,
      penalties: pair,
    })
    .default({}),
  goals: z.array(z.object({ ...ofTeam, type: text, scorer: person, assist: person })).optional(),
  bookings: z.array(z.object({ ...ofTeam, player: person, card: text })).optional(),
  substitutions: z.array(z.object({ ...ofTeam, playerIn: person, playerOut: person })).optional(),
  penalties: z.array(z.object({ team: team.optional(), player: person, scored: flag })).optional(),
})
export type Match = z.output<typeof matchSchema>
export type Pair = z.output<typeof pair>
export type Person = z.output<typeof person>
export type Team = z.output<typeof team>

const list = z.object({ matches: z.array(matchSchema) })

/** What it is decides how it is read, so that a fault is named by its field. */
export function matchesOf(json: unknown): readonly Match[] {
  const isList = typeof json === 'object' && json !== null && 'matches' in json
  return isList ? list.parse(json).matches : [matchSchema.parse(json)]
}
