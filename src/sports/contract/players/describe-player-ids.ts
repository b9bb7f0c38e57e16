import type { z } from 'zod'
import { idFieldOf, playerFieldsOf } from './player-fields.ts'

const ID = { type: 'string', minLength: 1, maxLength: 64 } as const

/**
 * Adds the fields for players' ids to the JSON Schema of an object that has players. An `override` of `z.toJSONSchema`; they are
 * no fields of the schemas themselves because they follow from those of the players.
 */
export function describePlayerIds(schema: z.core.$ZodType, described: z.core.JSONSchema.BaseSchema): void {
  const { def } = schema._zod as unknown as { def: { type: string; shape?: Readonly<Record<string, z.core.$ZodType>> } }
  if (def.type !== 'object' || described.properties === undefined) return
  const properties: [string, z.core.JSONSchema._JSONSchema][] = []
  for (const [name, property] of Object.entries(described.properties)) {
    properties.push([name, property])
    const field = def.shape?.[name] && playerFieldsOf(def.shape[name])
    const idField = field && idFieldOf(name, field)
    if (idField === undefined || Object.hasOwn(described.properties, idField)) continue
    properties.push([
      idField,
      field?.kind === 'player'
        ? { ...ID, description: `id of the player in \`${name}\`; the same as \`{id, name}\`` }
        : {
            type: 'array',
            items: { type: 'string', maxLength: 64 },
            description: `ids of the players in \`${name}\`, in their order; empty for one without`,
          },
    ])
  }
  described.properties = Object.fromEntries(properties)
}
