import type { z } from 'zod'
import type { MatchEvent } from '../../../match/event.ts'
import { idFieldOf, playerFieldsOf } from '../players/player-fields.ts'
import { isPlainObject } from '../reading/clean-json.ts'
import { envelope } from '../reading/envelope.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Warning } from './warning.ts'

/** A feed's own fields begin so: forwarded as they are, without a warning. */
export const OWN_FIELD = /^x[-_]/
/** An event names its first few unknown fields. One with a hundred has no more to say. */
export const MAX_NAMED = 5

/** What is known at some depth of an event: its names, and what is below them. */
interface Names {
  /** Undefined where anything may stand. */
  readonly names: ReadonlyMap<string, Names> | undefined
}

const ANYTHING: Names = { names: undefined }
const NONE: readonly never[] = []
const treeOf = new WeakMap<z.ZodObject, Names>()

/** The fields of an event, at any depth, that neither the envelope nor the schema of its type knows. */
export function unknownFields(fields: z.ZodObject, event: MatchEvent): Warning<'unknown-field'>[] {
  let known = treeOf.get(fields)
  if (known === undefined) {
    const { names } = namesOf(fields)
    known = { names: new Map([...(namesOf(envelope).names ?? []), ...(names ?? [])]) }
    treeOf.set(fields, known)
  }
  return unknownIn(known, event, '').slice(0, MAX_NAMED)
}

/**
 * The fields of a fixture, at any depth, that its schema does not know.
 *
 * @param sent as the feed sent it, with its format, which has a schema of its own
 */
export function unknownFixtureFields(schema: z.ZodObject, sent: unknown): Warning<'unknown-field'>[] {
  const { names = new Map<string, Names>() } = namesOf(schema)
  return unknownIn({ names: new Map([...names, ['format', ANYTHING]]) }, sent, '')
    .slice(0, MAX_NAMED)
    .map(({ code, detail }) => ({ code, detail: detail.replace('is forwarded and has no effect', 'is not kept') }))
}

function unknownIn(known: Names, value: unknown, at: string): readonly Warning<'unknown-field'>[] {
  const { names } = known
  if (names === undefined) return NONE
  if (Array.isArray(value)) return value.flatMap((item, index) => unknownIn(known, item, `${at}[${index}]`))
  if (!isPlainObject(value)) return NONE
  const found: Warning<'unknown-field'>[] = []
  for (const name of Object.keys(value)) {
    const below = names.get(name)
    // Most fields are known and have nothing below them.
    if (below?.names === undefined && below !== undefined) continue
    const path = at === '' ? name : `${at}.${name}`
    if (below) found.push(...unknownIn(below, value[name], path))
    else if (!OWN_FIELD.test(name)) found.push(unknownField(name, path, names))
  }
  return found
}

function unknownField(name: string, path: string, names: ReadonlyMap<string, Names>): Warning<'unknown-field'> {
  const meant = didYouMean(name, names.keys())
  const question = meant === undefined ? '' : `; did you mean "${meant}"?`
  return { code: 'unknown-field', detail: `"${path}" is forwarded and has no effect${question}` }
}

/** The names that a schema knows, read from the schema itself. */
function namesOf(schema: z.core.$ZodType): Names {
  const { def } = schema._zod as unknown as { def: { type: string } & Readonly<Record<string, unknown>> }
  switch (def.type) {
    case 'object': {
      const shape = def['shape'] as Readonly<Record<string, z.core.$ZodType>>
      const isOpen = def['catchall'] !== undefined && schema !== envelope
      return isOpen && !isStrict(def['catchall'])
        ? ANYTHING
        : { names: new Map(Object.entries(shape).flatMap(([name, field]) => namesOfField(name, field))) }
    }
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
      return namesOf(def['innerType'] as z.core.$ZodType)
    case 'array':
      return namesOf(def['element'] as z.core.$ZodType)
    case 'pipe':
      return namesOf(def['in'] as z.core.$ZodType)
    case 'union':
      return unionOf((def['options'] as readonly z.core.$ZodType[]).map(namesOf))
    default:
      return ANYTHING
  }
}

/** A field, and the one with the id of the player in it. */
function namesOfField(name: string, field: z.core.$ZodType): [string, Names][] {
  const players = playerFieldsOf(field)
  const idField = players && idFieldOf(name, players)
  return [[name, namesOf(field)], ...(idField === undefined ? [] : ([[idField, ANYTHING]] as [string, Names][]))]
}

function isStrict(catchall: unknown): boolean {
  return (catchall as z.core.$ZodType)._zod.def.type === 'never'
}

function unionOf(choices: readonly Names[]): Names {
  const objects = choices.filter(({ names }) => names !== undefined)
  return objects.length === 0 ? ANYTHING : { names: new Map(objects.flatMap(({ names }) => [...(names ?? [])])) }
}
