import { z } from 'zod'
import { envelope } from '../reading/envelope.ts'
import type { Sports } from '../registry.ts'
import { pascalCase } from './pascal-case.ts'
import { type JsonSchema, type SportSchemas, schemasOf } from './sport-schemas.ts'

type Components = Readonly<Record<string, JsonSchema>>

/** Parts of many schemas, written once: fields of every event, and fields of every state, by the names they get. */
const EVENT_PARTS = {
  period: 'EventPeriod',
  clock: 'EventClock',
  player: 'EventPlayer',
  playerId: 'EventPlayerId',
  occurredAt: 'Instant',
  scoreAfter: 'EventScore',
}
const STATE_PARTS = {
  home: 'Team',
  clock: 'Clock',
  score: 'Score',
  scoreline: 'Scoreline',
  periods: 'Periods',
  pending: 'Pending',
  timeout: 'Timeout',
  result: 'Result',
}
/** What view `score` leaves out of a state. */
const NOT_IN_SCORE = ['detail', 'format', 'updatedAt']

/**
 * The events and states of every sport as components of OpenAPI: `FootballGoalEvent`, `FootballEvent`, `FootballState`, what a
 * type has alike in all sports once (`NoteEvent`), `Event` and `MatchState` of any sport, `ScoreState` of view `score`.
 */
export function sportComponents(sports: Sports): Components {
  const known = [...sports.values()].map(schemasOf)
  const components: Record<string, JsonSchema> = {}
  const alike = typesAlike(known)
  for (const sport of known) Object.assign(components, ofSport(sport, alike))
  const names = known.map(({ name }) => pascalCase(name))
  components['Event'] = {
    anyOf: names.map((name) => reference(`${name}Event`)),
    description: 'an event of any sport; which one it is is the sport of its match',
  }
  components['MatchState'] = {
    ...oneOf('sport', new Map(known.map(({ name }) => [name, `${pascalCase(name)}State`]))),
    description: 'the whole state of a match; its sport says which one it is',
  }
  components['ScoreState'] = scoreState(known)
  return withParts(components, partsOf(known))
}

function ofSport({ name, title, events, state }: SportSchemas, alike: ReadonlySet<string>): Components {
  const prefix = pascalCase(name)
  const types = new Map(
    Object.keys(events).map((type) => [type, `${alike.has(type) ? '' : prefix}${pascalCase(type)}Event`]),
  )
  const typed = Object.entries(events).map(([type, { $schema: _, ...schema }]) => [
    types.get(type) as string,
    // A title would be the name of a class in generated clients, which all sports would share.
    { ...schema, title: types.get(type) },
  ])
  const other = `${prefix}OtherEvent`
  const choice = oneOf('type', types)
  const { $schema: _, ...whole } = state
  return {
    ...Object.fromEntries(typed),
    [other]: otherEvent(title, Object.keys(events)),
    [`${prefix}Event`]: {
      ...choice,
      oneOf: [...choice.oneOf, reference(other)],
      description: `an event of ${title.toLowerCase()}`,
    },
    [`${prefix}State`]: {
      ...whole,
      title: `${prefix}State`,
      description: `the state of a match of ${title.toLowerCase()}`,
    },
  }
}

/** An event of a type that this version does not know: it is stored and forwarded, and changes nothing. */
function otherEvent(title: string, known: readonly string[]): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(envelope, { io: 'input' }) as JsonSchema
  const type = { ...(schema.properties?.['type'] as JsonSchema), not: { enum: [...known] } }
  return {
    ...schema,
    properties: { ...schema.properties, type },
    description: `of a type that ${title.toLowerCase()} does not know: stored and forwarded, changes nothing`,
  }
}

/** @param names component names by the value of `property` */
function oneOf(property: string, names: ReadonlyMap<string, string>) {
  const mapping = Object.fromEntries([...names].map(([value, name]) => [value, reference(name).$ref]))
  return { oneOf: [...names.values()].map(reference), discriminator: { propertyName: property, mapping } }
}

/** A state in view `score`, of whatever sport. */
function scoreState(known: readonly SportSchemas[]): JsonSchema {
  const [
    {
      state: { $schema: _, ...state },
    } = { state: {} as JsonSchema },
  ] = known
  const shown = Object.entries(state.properties ?? {}).filter(([name]) => !NOT_IN_SCORE.includes(name))
  const phase = { type: 'string' as const, minLength: 1, description: 'for display; the sport’s own' }
  return {
    ...state,
    title: 'ScoreState',
    description: 'a state in view score: what every sport has',
    properties: {
      ...Object.fromEntries(shown),
      sport: { type: 'string' as const, enum: known.map(({ name }) => name) },
      phase,
    },
    required: (state.required ?? []).filter((name) => !NOT_IN_SCORE.includes(name)),
  }
}

/** The types that mean the same in every sport. */
function typesAlike(known: readonly SportSchemas[]): ReadonlySet<string> {
  const [first, ...others] = known.map(({ events }) => events)
  return new Set(
    Object.entries(first ?? {})
      .filter(([type, schema]) => others.every((events) => JSON.stringify(events[type]) === JSON.stringify(schema)))
      .map(([type]) => type),
  )
}

function partsOf(known: readonly SportSchemas[]): ReadonlyMap<string, JsonSchema> {
  const named = (schema: JsonSchema | undefined, names: Readonly<Record<string, string>>) =>
    Object.entries(names).flatMap(([field, name]) => {
      const part = schema?.properties?.[field] as JsonSchema | undefined
      return part === undefined ? [] : [[name, withoutDescription(part)] as const]
    })
  const event = z.toJSONSchema(envelope, { io: 'input' }) as JsonSchema
  return new Map([...named(event, EVENT_PARTS), ...named(known[0]?.state, STATE_PARTS)])
}

/** The components with each part in a place of its own, and references to it wherever it stood. */
function withParts(components: Components, parts: ReadonlyMap<string, JsonSchema>): Components {
  const names = new Map([...parts].map(([name, part]) => [JSON.stringify(part), name]))
  // Keywords first: to write out every schema at every depth would hold up the event loop.
  const keywords = new Set([...parts.values()].map(keywordsOf))
  const replaced = rewritten(components, (value) => {
    if (value.$ref?.startsWith('#/$defs/')) return ANY_JSON
    if (!keywords.has(keywordsOf(value))) return value
    const name = names.get(JSON.stringify(withoutDescription(value)))
    if (name === undefined) return value
    return { ...reference(name), ...(value.description !== undefined && { description: value.description }) }
  }) as Components
  return { ...replaced, ...Object.fromEntries(parts) }
}

/** A copy in which each object has become what `rewrite` makes of it, from the innermost on. What stands in many places is rewritten once. */
function rewritten(
  value: unknown,
  rewrite: (schema: JsonSchema) => JsonSchema,
  known = new Map<unknown, unknown>(),
): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (known.has(value)) return known.get(value)
  const made = Array.isArray(value)
    ? value.map((item) => rewritten(item, rewrite, known))
    : rewrite(
        Object.fromEntries(
          Object.entries(value).flatMap(([key, field]) =>
            key === '$defs' || field === undefined ? [] : [[key, rewritten(field, rewrite, known)]],
          ),
        ),
      )
  known.set(value, made)
  return made
}

function keywordsOf(schema: JsonSchema): string {
  return Object.keys(schema)
    .filter((keyword) => keyword !== 'description')
    .join()
}

function withoutDescription({ description: _, ...schema }: JsonSchema): JsonSchema {
  return schema
}

/**
 * What a schema that refers to itself stands for: few generators of clients follow one that contains itself, and the only ones that we have say any JSON.
 */
const ANY_JSON: JsonSchema = {
  anyOf: [
    ...(['string', 'number', 'boolean', 'object'] as const).map((type) => ({ type })),
    { type: 'array', items: {} },
  ],
}

function reference(name: string): { readonly $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}
