import type { MatchEvent } from '../../../match/event.ts'
import { isPlainObject } from '../reading/clean-json.ts'
import { idFieldOf, type PlayerFields } from './player-fields.ts'

/**
 * How boards call the players that came with an id, by id: the name under which the id came first, or, if that is another
 * id's already, `A. Khan (2)`. A name without an id is the player whom boards call so.
 */
export type PlayerKeys = Readonly<Record<string, string>>

/** No match has more players. Those of a feed that makes up an id for each event are told apart by name alone. */
const MAX_KEYS = 200

type Fields = Readonly<Record<string, unknown>>

/**
 * The event with each player called as boards call him.
 *
 * @returns the keys themselves and the event itself if no player of it has an id
 */
export function withPlayerKeys(
  fields: PlayerFields | undefined,
  event: MatchEvent,
  keys: PlayerKeys,
): { readonly event: MatchEvent; readonly keys: PlayerKeys } {
  if (fields?.kind !== 'object') return { event, keys }
  const reader = new KeyReader(keys)
  const named = reader.readObject(fields, event)
  return { event: named as MatchEvent, keys: reader.keys }
}

class KeyReader {
  keys: PlayerKeys

  constructor(keys: PlayerKeys) {
    this.keys = keys
  }

  readObject({ fields }: Extract<PlayerFields, { kind: 'object' }>, sent: Fields): Fields {
    let named = sent
    for (const [name, field] of fields) {
      const value = sent[name]
      if (value === undefined) continue
      const key = this.#read(field, value, sent[idFieldOf(name, field) ?? ''])
      if (key !== value) named = { ...named, [name]: key }
    }
    return named
  }

  #read(field: PlayerFields, value: unknown, ids: unknown): unknown {
    switch (field.kind) {
      case 'player':
        return typeof ids === 'string' ? this.#keyOf(value as string, ids) : value
      case 'players':
        return Array.isArray(ids) ? (value as string[]).map((name, index) => this.#keyOf(name, ids[index])) : value
      case 'list':
        return (value as unknown[]).map((item) => this.#read(field.item, item, undefined))
      case 'object':
        return isPlainObject(value) ? this.readObject(field, value) : value
    }
  }

  #keyOf(name: string, id: string | undefined): string {
    if (id === undefined || id === '') return name
    const known = Object.hasOwn(this.keys, id) ? this.keys[id] : undefined
    if (known !== undefined) return known
    const taken = new Set(Object.values(this.keys))
    if (taken.size >= MAX_KEYS) return name
    let key = name
    for (let n = 2; taken.has(key); n += 1) key = `${name} (${n})`
    this.keys = { ...this.keys, [id]: key }
    return key
  }
}
