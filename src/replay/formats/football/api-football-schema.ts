import { z } from 'zod'
import { count, flag, number, requiredNumber, text, wholeNumber } from '../provider-values.ts'

/** The parts of API-Football's fixture (api-football.com/documentation-v3, `GET /fixtures?id=`) that we read. */
const pair = z.object({ home: count, away: count }).optional()
const person = z.object({ name: text }).optional()
const team = z.object({ id: number, name: text })

const fixtureSchema = z.object({
  fixture: z.object({
    id: requiredNumber,
    date: text,
    venue: z.object({ name: text, city: text }).optional(),
    status: z.object({ short: text, elapsed: number }).default({}),
  }),
  league: z.object({ name: text }).optional(),
  teams: z.object({
    home: team.extend({ winner: flag }),
    away: team.extend({ winner: flag }),
  }),
  goals: pair,
  score: z.object({ halftime: pair, fulltime: pair, extratime: pair, penalty: pair }).default({}),
  events: z
    .array(
      z.object({
        time: z.object({ elapsed: wholeNumber, extra: count }).default({}),
        team: team.optional(),
        player: person,
        assist: person,
        type: text,
        detail: text,
        comments: text,
      }),
    )
    .optional(),
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
