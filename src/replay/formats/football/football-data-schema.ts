import { z } from 'zod'

/** The parts of football-data.org's match (docs.football-data.org, v4; v2 names the sides of a score otherwise) that we read. */
const count = z.number().int().min(0)
const pair = z
  .object({ home: count.nullish(), away: count.nullish(), homeTeam: count.nullish(), awayTeam: count.nullish() })
  .nullish()
const person = z.object({ name: z.string().nullish() }).nullish()
const minute = z.number().int().min(0).max(200).nullish()
const team = z.object({
  id: z.number().nullish(),
  name: z.string().nullish(),
  shortName: z.string().nullish(),
  tla: z.string().nullish(),
})
const ofTeam = { minute, injuryTime: minute, team: team.nullish() }

const matchSchema = z.object({
  id: z.number(),
  utcDate: z.string().nullish(),
  status: z.string().default('SCHEDULED'),
  minute: z.union([z.number(), z.string()]).nullish(),
  venue: z.string().nullish(),
  lastUpdated: z.string().nullish(),
  competition: z.object({ name: z.string().nullish() }).nullish(),
  homeTeam: team,
  awayTeam: team,
  score: z
    .object({
      winner: z.string().nullish(),
      duration: z.string().nullish(),
      fullTime: pair,
      halfTime: pair,
      regularTime: pair,
      extraTime: pair,
      penalties: pair,
    })
    .default({}),
  goals: z.array(z.object({ ...ofTeam, type: z.string().nullish(), scorer: person, assist: person })).nullish(),
  bookings: z.array(z.object({ ...ofTeam, player: person, card: z.string().nullish() })).nullish(),
  substitutions: z.array(z.object({ ...ofTeam, playerIn: person, playerOut: person })).nullish(),
  penalties: z.array(z.object({ team: team.nullish(), player: person, scored: z.boolean().nullish() })).nullish(),
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
