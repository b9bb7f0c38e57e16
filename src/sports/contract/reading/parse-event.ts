import { type Fault, InvalidEvent, InvalidRequest } from '../../../errors.ts'
import type { MatchEvent } from '../../../match/event.ts'
import { PLAIN_WORDS } from '../plain-words.ts'
import { playerFieldsOfEvent } from '../players/event-players.ts'
import { splitPlayers } from '../players/split-players.ts'
import type { Sport } from '../sport.ts'
import { cleanJson, isPlainObject, mostBytesOf, notClean } from './clean-json.ts'
import { envelope, envelopeOfStatusSet } from './envelope.ts'
import { faultsOf } from './faults.ts'

const MAX_EVENT_BYTES = 16_384

/**
 * Makes an event from a feed's JSON. Fields that neither the envelope nor the type knows are kept and forwarded; so
 * is an event of a type that the sport does not know.
 *
 * @throws {InvalidRequest} if it is no object, too deep, too big, or its envelope is wrong; names every fault
 * @throws {InvalidEvent} if the sport's schema of its type refuses it; names every fault
 */
export function parseEvent(sport: Sport, input: unknown): MatchEvent {
  const event = readEnvelope(sport, input)
  const schema = schemaOf(sport, event.type)
  if (schema === undefined) return event
  const parsed = schema.safeParse(event, PLAIN_WORDS)
  if (!parsed.success) {
    throw new InvalidEvent(`${sport.name} refuses this ${event.type}`, faultsOf(parsed.error))
  }
  return keepUnknown(event, parsed.data) as MatchEvent
}

function schemaOf({ events }: Sport, type: unknown) {
  return typeof type === 'string' && Object.hasOwn(events, type) ? events[type] : undefined
}

function readEnvelope(sport: Sport, input: unknown): MatchEvent {
  if (!isPlainObject(input)) throw new InvalidRequest('an event is a JSON object')
  const event = cleanJson(input)
  if (!isPlainObject(event)) throw notClean('event', input)
  if (mostBytesOf(event) > MAX_EVENT_BYTES && Buffer.byteLength(JSON.stringify(event)) > MAX_EVENT_BYTES) {
    throw new InvalidRequest(`the event is bigger than ${MAX_EVENT_BYTES} bytes`)
  }
  const { id } = input
  // Ids are compared, not shown: a repaired one could be that of another event. The schema refuses what had to be repaired.
  const asSent = withPeriodNumber(id === event['id'] ? event : { ...event, id })
  const schema = input['type'] === 'status_set' ? envelopeOfStatusSet : envelope
  const faults: Fault[] = []
  const split = splitPlayers(playerFieldsOfEvent(schemaOf(sport, input['type'])), asSent, faults)
  const parsed = schema.safeParse(split, PLAIN_WORDS)
  if (!parsed.success) faults.push(...faultsOf(parsed.error))
  if (!parsed.success || faults.length > 0) throw new InvalidRequest('the event cannot be read', faults)
  return parsed.data as MatchEvent
}

/** A period's number is a number, also where a feed writes it as text. */
function withPeriodNumber(event: Record<string, unknown>): Record<string, unknown> {
  const { period } = event
  return typeof period === 'string' && /^[1-9]\d{0,2}$/.test(period) ? { ...event, period: Number(period) } : event
}

/** The parsed event, with the fields that the schema does not know put back, at any depth. */
function keepUnknown(input: unknown, parsed: unknown): unknown {
  if (Array.isArray(input) && Array.isArray(parsed)) {
    return parsed.map((item, index) => keepUnknown(input[index], item))
  }
  if (!isPlainObject(input) || !isPlainObject(parsed)) return parsed
  const kept: Record<string, unknown> = { ...input }
  for (const [key, value] of Object.entries(parsed)) kept[key] = keepUnknown(input[key], value)
  return kept
}
