import { z } from 'zod'
import { common, notModified, object, refused } from './common-answers.ts'

const sportExample = {
  name: 'football',
  title: 'Football',
  about: 'association football',
  presets: { league: {} },
  phases: { 'period-<n>': 'being played' },
  format: { type: 'object' },
  events: { goal: { type: 'object' } },
  state: { type: 'object' },
}

const jsonSchema = z.looseObject({}).meta({ id: 'JsonSchema', description: 'a JSON Schema, draft 2020-12' })
const sport = z
  .object({
    name: z.string().describe('as a fixture names it'),
    title: z.string().describe('for people'),
    about: z.string().describe('what it covers'),
    presets: z.record(z.string(), object).describe('the options of each named format'),
    phases: z
      .record(z.string(), z.string())
      .describe('what each `phase` of a state means; `<n>` stands for a number, `<name>` for whatever a feed says'),
    format: jsonSchema.describe('of `format` in a fixture'),
    events: z.record(z.string(), jsonSchema).describe('of an event as a feed sends it, by type, envelope included'),
    state: jsonSchema.describe('of a whole state'),
  })
  .meta({ id: 'Sport', examples: [sportExample] })

/** What the routes of sports take and give. */
export const sportSchemas = {
  sports: {
    ...common,
    operationId: 'listSports',
    summary: 'Every sport, with the JSON Schemas of its format, events and state',
    response: {
      200: z.object({ sports: z.array(sport) }).meta({ id: 'SportList', examples: [{ sports: [sportExample] }] }),
      304: notModified,
      ...refused(),
    },
  },
  sport: {
    ...common,
    operationId: 'getSport',
    summary: 'One sport, with the JSON Schemas of its format, events and state',
    params: z.object({ name: z.string().describe('one of the names that GET /v1/sports lists') }),
    response: { 200: sport, 304: notModified, ...refused('sport-not-found') },
  },
} as const
