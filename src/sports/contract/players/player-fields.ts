import type { z } from 'zod'
import { player } from '../reading/fields.ts'

/** Where players stand in an event, read from the schema of its type. */
export type PlayerFields =
  | { readonly kind: 'player' }
  | { readonly kind: 'players' }
  | { readonly kind: 'list'; readonly item: PlayerFields }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, PlayerFields> }

const known = new WeakMap<z.core.$ZodType, PlayerFields | { readonly kind: 'none' }>()

/** @returns undefined if no player stands in what the schema describes */
export function playerFieldsOf(schema: z.core.$ZodType): PlayerFields | undefined {
  let found = known.get(schema)
  if (found === undefined) {
    found = find(schema) ?? { kind: 'none' }
    known.set(schema, found)
  }
  return found.kind === 'none' ? undefined : found
}

function find(schema: z.core.$ZodType): PlayerFields | undefined {
  // A description makes another schema of the same definition.
  if (schema._zod.def === player._zod.def) return { kind: 'player' }
  const { def } = schema._zod as unknown as { def: { type: string } & Readonly<Record<string, unknown>> }
  switch (def.type) {
    case 'object': {
      const fields = Object.entries(def['shape'] as Readonly<Record<string, z.core.$ZodType>>).flatMap(
        ([name, field]) => {
          const found = playerFieldsOf(field)
          return found ? [[name, found] as const] : []
        },
      )
      return fields.length === 0 ? undefined : { kind: 'object', fields: new Map(fields) }
    }
    case 'array': {
      const item = playerFieldsOf(def['element'] as z.core.$ZodType)
      if (item === undefined) return undefined
      return item.kind === 'player' ? { kind: 'players' } : { kind: 'list', item }
    }
    // One form of the choice says more than the name.
    case 'union':
      return (def['options'] as readonly z.core.$ZodType[])
        .map(playerFieldsOf)
        .find((found) => found?.kind === 'object')
    case 'optional':
    case 'default':
    case 'nullable':
    case 'readonly':
      return playerFieldsOf(def['innerType'] as z.core.$ZodType)
    default:
      return undefined
  }
}

/** By the name of the field. Only names of schemas get here, so there are few. */
const idFields = { player: new Map<string, string>(), players: new Map<string, string>() }

/**
 * The field with the id of the player in this field: `strikerId`, and `id` beside `name`; of a list, the ids in the same
 * order: `fielderIds`.
 */
export function idFieldOf(name: string, { kind }: PlayerFields): string | undefined {
  if (kind !== 'player' && kind !== 'players') return undefined
  let idField = idFields[kind].get(name)
  if (idField === undefined) {
    if (kind === 'players') idField = `${name.replace(/s$/, '')}Ids`
    else idField = name === 'name' ? 'id' : `${name}Id`
    idFields[kind].set(name, idField)
  }
  return idField
}
