import { z } from 'zod'

/** The parts of API-Football's fixture (api-football.com/documentation-v3, `GET /fixtures?id=`) that we read. */
const count = z.number().int().min(0).nullish()
const pair = z.object({ home: count, away: count }).nullish()
const person = z.object({ name: z.string().nullish() }).nullish()
const team = z.object({ id: z.number().nullish(), name: z.string().nullish() })

const fixtureSchema = z.object({
  fixture: z.object({
    id: z.number(),
    date: z.string().nullish(),
    venue: z.object({ name: z.string().nullish(), city: z.string().nullish() }).nullish(),
    status: z.object({ short: z.string().nullish(), elapsed: z.number().nullish() }).default({}),
  }),
  league: z.object({ name: z.string().nullish() }).nullish(),
  teams: z.object({
    home: team.extend({ winner: z.boolean().nullish() }),
    away: team.extend({ winner: z.boolean().nullish() }),
  }),
  goals: pair,
  score: z.object({ halftime: pair, fulltime: pair, extratime: pair, penalty: pair }).default({}),
  events: z
    .array(
      z.object({
        time: z.object({ elapsed: z.number().nullish(), extra: z.number().nullish() }).default({}),
        team: team.nullish(),
        player: person,
        assist: person,
        type: z.string().nullish(),
        detail: z.string().nullish(),
        comments: z.string().nullish(),
      }),
    )
    .nullish(),
})
export type Match = z.output<typeof fixtureSchema>
export type Event = NonNullable<Match['events']>[number]

const list = z.object({ response: z.array(fixtureSchema), errors: z.unknown() })

/** The fixtures of an answer, or the only one. What it is decides how it is read, so that a fault is named by its field. */
export function readAnswer(json: unknown): { readonly response: readonly Match[]; readonly errors?: unknown } {
  const isList = typeof json === 'object' && json !== null && 'response' in json
  return isList ? list.parse(json) : { response: [fixtureSchema.parse(json)] }
}

export type Pair = z.output<typeof pair>
export type Person = z.output<typeof person>
export type Team = z.output<typeof team>
