import type { JsonSchema } from '../sports/contract/schemas/sport-schemas.ts'
import { code, spaced } from './markdown.ts'

/** One line of a table of fields. */
export interface FieldRow {
  /** From the top: `scorers[].player`, `innings{}.runs`. */
  readonly path: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
}

/** The fields of an object, each followed by its own: those of a list after `[]`, those of a record after `{}`. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema, at = ''): FieldRow[] {
  return Object.entries(properties as Record<string, JsonSchema>).flatMap(([name, schema]) => {
    const path = `${at}${name}`
    return [{ path, schema, isRequired: required.includes(name) }, ...innerFields(schema, path)]
  })
}

function innerFields(schema: JsonSchema, path: string): FieldRow[] {
  if (isScore(schema)) return []
  const items = schema.items as JsonSchema | undefined
  if (items?.properties) return fieldsOf(items, `${path}[].`)
  const values = schema.additionalProperties
  if (typeof values === 'object' && values.properties) return fieldsOf(values, `${path}{}.`)
  return fieldsOf(schema, `${path}.`)
}

/** What a value may be, in a few words of Markdown. */
export function typeText(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(spaced(schema.const))
  if (schema.enum) return schema.enum.map((value) => code(spaced(value))).join(' | ')
  if (schema.anyOf) return schema.anyOf.map((choice) => typeText(choice as JsonSchema)).join(' | ')
  switch (schema.type) {
    case 'integer':
    case 'number':
      return `${schema.type}${rangeText(schema)}`
    case 'array':
      return isPlain(schema.items as JsonSchema) ? `list of ${typeText(schema.items as JsonSchema)}` : 'list'
    case 'object':
      return objectText(schema)
    default:
      return schema.type === undefined ? 'any JSON but null' : String(schema.type)
  }
}

/** Bounds beyond this only keep typing errors out, and are not shown. */
const MAX_SHOWN_BOUND = 100_000

function rangeText({ minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: JsonSchema): string {
  if (minimum <= -MAX_SHOWN_BOUND) return ''
  return maximum >= MAX_SHOWN_BOUND ? ` ≥ ${minimum}` : ` ${minimum} to ${maximum}`
}

function objectText(schema: JsonSchema): string {
  if (isScore(schema)) {
    const side = schema.properties?.['home'] as JsonSchema
    return `{ home, away } of ${typeText(side)}`
  }
  const values = schema.additionalProperties
  return typeof values === 'object' && isPlain(values) ? `object of ${typeText(values)}` : 'object'
}

/** A value for each side: too common for a line each. */
function isScore({ type, properties = {} }: JsonSchema): boolean {
  return (
    type === 'object' && Object.keys(properties).join() === 'home,away' && isPlain(properties['home'] as JsonSchema)
  )
}

function isPlain(schema: JsonSchema | undefined): boolean {
  return schema !== undefined && schema.properties === undefined && schema.items === undefined
}
