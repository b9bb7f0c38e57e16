import { z } from 'zod'
import { describePlayerIds } from '../players/describe-player-ids.ts'
import { envelope } from '../reading/envelope.ts'
import type { Sport } from '../sport.ts'
import { DISPLAY_ONLY, isDisplayOnly } from '../warnings/display-only.ts'
import { stateSchemaOf } from './state-schema.ts'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = z.core.JSONSchema.BaseSchema

/** One sport as a developer needs it: what to send, and what comes of it. */
export interface SportSchemas {
  readonly name: string
  readonly title: string
  readonly about: string
  /** The options of each named format. */
  readonly presets: Readonly<Record<string, object>>
  /** What each value of `state.phase` means. `<n>` stands for a number, `<name>` for any name. */
  readonly phases: Readonly<Record<string, string>>
  /** `format` of a fixture. */
  readonly format: JsonSchema
  /** An event as a feed sends it, by type: envelope and fields. */
  readonly events: Readonly<Record<string, JsonSchema>>
  /** The whole state document. */
  readonly state: JsonSchema
}

/** Describes a sport by the very schemas that read its events, so that the description cannot be wrong. */
export function schemasOf(sport: Sport): SportSchemas {
  const { name, title, about, presets, phases, events } = sport
  return {
    name,
    title,
    about,
    presets,
    phases,
    format: formatSchema(sport),
    events: Object.fromEntries(Object.entries(events).map(([type, fields]) => [type, eventSchema(type, fields)])),
    state: toJsonSchema(stateSchemaOf(sport), 'output'),
  }
}

/**
 * A format may be a preset's name, or options, on top of a preset or not. Every option may be left out; `null` takes away
 * one that a complete format can be without.
 */
function formatSchema({ format, presets }: Sport): JsonSchema {
  const { $schema, properties = {} } = toJsonSchema(format, 'input')
  const { required = [] } = toJsonSchema(format, 'output')
  const options = Object.entries(properties).map(([name, option]) => [
    name,
    required.includes(name) ? option : orNull(option as JsonSchema),
  ])
  const names = Object.keys(presets)
  const preset = { type: 'string', enum: names, description: 'a named format' } as const
  const asObject: JsonSchema = {
    type: 'object',
    properties: { ...(names.length > 0 && { preset }), ...Object.fromEntries(options) },
    additionalProperties: false,
  }
  return { ...($schema !== undefined && { $schema }), ...(names.length > 0 ? { anyOf: [preset, asObject] } : asObject) }
}

function orNull({ description, ...option }: JsonSchema): JsonSchema {
  return { ...(description !== undefined && { description }), anyOf: [...(option.anyOf ?? [option]), { type: 'null' }] }
}

/** Fields of the type go before those of the envelope: a goal must say its team, a note need not. */
function eventSchema(type: string, fields: z.ZodObject): JsonSchema {
  const { description, examples = [{}] } = fields.meta() ?? {}
  const shared = envelopeSchema()
  const own = toJsonSchema(fields, 'input')
  // What stands beside a player in the envelope is not told again for a type that has a player of its own.
  const described = Object.entries(own.properties ?? {}).filter(
    ([name]) => Object.hasOwn(fields.shape, name) || !Object.hasOwn(envelope.shape, name),
  )
  const names = Object.keys({ ...envelope.shape, ...fields.shape })
  return {
    ...shared,
    properties: {
      ...shared.properties,
      ...Object.fromEntries(described),
      type: { type: 'string', const: type },
    },
    required: names.filter((name) => (Object.hasOwn(fields.shape, name) ? own : shared).required?.includes(name)),
    ...(own.$defs !== undefined && { $defs: own.$defs }),
    title: type,
    ...(description !== undefined && { description }),
    ...(isDisplayOnly(fields) && DISPLAY_ONLY),
    examples: (examples as object[]).map((example) => ({ id: 'e1', type, ...example })),
  }
}

let describedEnvelope: JsonSchema | undefined

/** Most of every event, so it is described once for all of them. */
function envelopeSchema(): JsonSchema {
  describedEnvelope ??= toJsonSchema(envelope, 'input')
  return describedEnvelope
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      simplify(jsonSchema)
      describePlayerIds(zodSchema, jsonSchema)
    },
  })
}

/** Takes out what zod writes though it says nothing. */
function simplify(schema: JsonSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (isEqualToAnyString(schema.propertyNames)) delete schema.propertyNames
  if (typeof schema.additionalProperties === 'object' && Object.keys(schema.additionalProperties).length === 0) {
    delete schema.additionalProperties
  }
  delete schema.readOnly
}

function isEqualToAnyString(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"type":"string"}'
}
