import type { z } from 'zod'
import { envelope } from '../reading/envelope.ts'
import { type PlayerFields, playerFieldsOf } from './player-fields.ts'

const ofType = new WeakMap<z.ZodObject, PlayerFields | undefined>()
const ofEnvelope = playerFieldsOf(envelope)

/** Where players stand in an event whose type has these fields: in them, and in the envelope. */
export function playerFieldsOfEvent(fields: z.ZodObject | undefined): PlayerFields | undefined {
  if (fields === undefined) return ofEnvelope
  if (!ofType.has(fields)) ofType.set(fields, merge(ofEnvelope, playerFieldsOf(fields)))
  return ofType.get(fields)
}

function merge(left: PlayerFields | undefined, right: PlayerFields | undefined): PlayerFields | undefined {
  if (left?.kind !== 'object' || right?.kind !== 'object') return right ?? left
  return { kind: 'object', fields: new Map([...left.fields, ...right.fields]) }
}
