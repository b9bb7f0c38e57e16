import type { SeededRandom } from '../seeded-random.ts'

/** The keywords of JSON Schema that our documents have. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly items?: boolean | Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly pattern?: string
  readonly format?: string
}

export interface Source {
  readonly random: SeededRandom
  resolve(ref: string): Schema
}

/** Texts of every pattern that our schemas have. */
const TEXTS = [
  'npu-val',
  'g1',
  'opta',
  'goal',
  'note',
  '22:14',
  '45+2',
  '7',
  '49.1',
  '#c8102e',
  'live,ended',
  '2026-11-28',
  '2026-11-28T15:00:00Z',
  '0mdx4q1k2a9.7',
  'same',
  'tb7@6',
  'first_half',
  'set_1',
]

/** How far down optional fields are filled in. */
const MAX_DEPTH = 6

/** A value of which a schema says that it may be sent. `not` is left to whoever checks it. @throws if `TEXTS` has none of a pattern */
export function sample(schema: Schema, source: Source, depth = 0): unknown {
  const { random } = source
  if (schema.$ref !== undefined) return sample(source.resolve(schema.$ref), source, depth)
  if ('const' in schema) return schema.const
  if (schema.enum !== undefined) return random.pick(schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return sample(choiceOf(choices, source, depth), source, depth)
  const type = typeof schema.type === 'object' ? random.pick(schema.type) : schema.type
  switch (type ?? (schema.properties ? 'object' : 'anything')) {
    case 'string':
      return textOf(schema, source)
    case 'integer':
    case 'number':
      return numberOf(schema, type === 'integer', random)
    case 'boolean':
      return random.chance(0.5)
    case 'null':
      return null
    case 'array':
      return listOf(schema, source, depth)
    case 'object':
      return objectOf(schema, source, depth)
    default:
      return random.pick(['text', 7, true, {}, []])
  }
}

/** Far down the plainest, as a schema may contain itself. */
function choiceOf(choices: readonly Schema[], { random }: Source, depth: number): Schema {
  return depth < MAX_DEPTH ? random.pick(choices) : (choices[0] as Schema)
}

const LETTERS = ['a', 'Z', '7', ' ', '-', 'é', '東', '😀', "'"]

function textOf({ pattern, format, minLength = 0, maxLength = 40 }: Schema, { random }: Source): string {
  if (format === 'date-time') return random.pick(['2026-11-28T15:00:00Z', '2026-11-28T15:00:00.250+05:30'])
  if (format === 'date') return '2026-11-28'
  if (format === 'uri') return 'https://club.example/crest.png'
  if (pattern !== undefined) {
    const fitting = TEXTS.filter((text) => new RegExp(pattern, 'u').test(text))
    if (fitting.length === 0) throw new Error(`no text is known for the pattern ${pattern}`)
    return random.pick(fitting)
  }
  // Lengths are counted in code units by the server, in characters by JSON Schema: within both.
  const most = Math.min(maxLength, 40)
  const wanted = Math.min(most, minLength + random.int(Math.max(1, most - minLength)))
  let text = minLength > 0 ? 'x' : ''
  while (text.length + 2 <= wanted) text += random.pick(LETTERS)
  return text.padEnd(minLength, 'x')
}

function numberOf(schema: Schema, isWhole: boolean, random: SeededRandom): number {
  const {
    minimum = schema.exclusiveMinimum ?? -1_000,
    maximum = schema.exclusiveMaximum ?? 1_000_000,
    multipleOf,
  } = schema
  const step = multipleOf ?? (isWhole ? 1 : 0.25)
  const least = Math.ceil(minimum / step) * step
  if (random.chance(0.1)) return least
  if (random.chance(0.1)) return Math.floor(maximum / step) * step
  return Math.min(maximum, least + random.int(Math.min(200, Math.floor((maximum - least) / step) + 1)) * step)
}

function listOf({ items, prefixItems = [], minItems = 0, maxItems = 3 }: Schema, source: Source, depth: number) {
  const most = depth < MAX_DEPTH ? Math.min(maxItems, minItems + 3) : minItems
  const length = Math.max(prefixItems.length, minItems + source.random.int(most - minItems + 1))
  return Array.from({ length }, (_, n) => sample(prefixItems[n] ?? asSchema(items), source, depth + 1))
}

function objectOf(schema: Schema, source: Source, depth: number): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const { random } = source
  const isWanted = (name: string) => required.includes(name) || (depth < MAX_DEPTH && random.chance(0.35))
  const filled = Object.entries(properties)
    .filter(([name]) => isWanted(name))
    .map(([name, field]) => [name, sample(field, source, depth + 1)] as const)
  const more = typeof additionalProperties === 'object' && depth < MAX_DEPTH ? random.int(3) : 0
  const extra = Array.from({ length: more }, (_, n) => {
    const name = schema.propertyNames === undefined ? `k${n}` : String(sample(schema.propertyNames, source, depth + 1))
    return [name, sample(asSchema(additionalProperties), source, depth + 1)] as const
  })
  return Object.fromEntries([...filled, ...extra])
}

function asSchema(schema: boolean | Schema | undefined): Schema {
  return typeof schema === 'object' ? schema : {}
}
