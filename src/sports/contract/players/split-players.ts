import type { Fault } from '../../../errors.ts'
import { isPlainObject } from '../reading/clean-json.ts'
import { jsonPath } from '../reading/faults.ts'
import { playerId } from '../reading/fields.ts'
import { idFieldOf, type PlayerFields } from './player-fields.ts'

type Sent = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]

/** Stands in a list of ids for a player who has none. */
const NO_ID = ''

/**
 * Puts the id of each `{id, name}` into a field of its own beside the name, so that a player is text wherever an event is
 * read: `striker: {id: 11, name: "A. Khan"}` becomes `striker: "A. Khan", strikerId: "11"`, which feeds may send as well.
 * What is no player stays, and is refused by the schema.
 */
export function splitPlayers(fields: PlayerFields | undefined, event: Sent, faults: Fault[]): Sent {
  return fields?.kind === 'object' ? splitIn(fields, event, { path: [], faults }) : event
}

interface Place {
  readonly path: Path
  readonly faults: Fault[]
}

function splitIn({ fields }: Extract<PlayerFields, { kind: 'object' }>, sent: Sent, { path, faults }: Place): Sent {
  let split = sent
  for (const [name, field] of fields) {
    const value = sent[name]
    const idField = idFieldOf(name, field)
    const told = idField === undefined ? undefined : sent[idField]
    // Most events name their player by a text alone, or name none.
    if (told === undefined && (value === undefined || typeof value === 'string')) continue
    const place = { path: [...path, name], faults }
    const below = value === undefined ? value : splitBelow(field, value, place)
    if (below !== value) split = { ...split, [name]: below }
    if (idField === undefined) continue
    const ids = field.kind === 'player' ? idOf(value, told) : idsOf(value, told)
    // One that is told beside, too, counts for nothing and must be an id all the same.
    for (const given of ids === told ? [ids] : [told, ids]) {
      if (given === undefined) continue
      const isRead = field.kind === 'player' ? readId(given) : readIds(given)
      if (isRead === undefined) {
        const at = [...path, ...placeOfId(given === told ? undefined : value, given, { name, idField })]
        faults.push({ path: jsonPath(at), message: 'must be 1 to 64 characters, or a whole number' })
      } else {
        split = { ...split, [idField]: isRead }
      }
    }
  }
  return split
}

function splitBelow(field: PlayerFields, value: unknown, { path, faults }: Place): unknown {
  switch (field.kind) {
    case 'player':
      return nameOf(value)
    case 'players':
      return Array.isArray(value) ? value.map(nameOf) : value
    case 'list':
      return Array.isArray(value)
        ? value.map((item, index) => splitBelow(field.item, item, { path: [...path, index], faults }))
        : value
    case 'object':
      return isPlainObject(value) ? splitIn(field, value, { path, faults }) : value
  }
}

function isWithId(value: unknown): value is { readonly id: unknown; readonly name: string } {
  return isPlainObject(value) && Object.keys(value).sort().join() === 'id,name' && typeof value['name'] === 'string'
}

function nameOf(value: unknown): unknown {
  return isWithId(value) ? value.name : value
}

function idOf(value: unknown, told: unknown): unknown {
  return isWithId(value) ? value.id : told
}

/** Of a list in which nobody has an id, what the feed told beside it. */
function idsOf(value: unknown, told: unknown): unknown {
  if (!Array.isArray(value) || !value.some(isWithId)) return told
  return value.map((item) => (isWithId(item) ? item.id : NO_ID))
}

/** Where the feed wrote the first id that is none: in the player, or in the field beside. */
function placeOfId(value: unknown, ids: unknown, { name, idField }: { name: string; idField: string }): Path {
  if (isWithId(value)) return [name, 'id']
  if (!Array.isArray(ids)) return [idField]
  const index = ids.findIndex((id) => id !== NO_ID && readId(id) === undefined)
  return Array.isArray(value) && isWithId(value[index]) ? [name, index, 'id'] : [idField, index]
}

function readId(value: unknown): string | undefined {
  return playerId.safeParse(value).data
}

function readIds(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const ids = value.map((item) => (item === NO_ID ? NO_ID : readId(item)))
  return ids.includes(undefined) ? undefined : (ids as string[])
}
