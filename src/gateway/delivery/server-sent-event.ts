import type { Position } from '../../protocol/messages.ts'

const ID = Buffer.from('id: ')
const DATA = Buffer.from('data: ')
const LINE_END = Buffer.from('\n')
const EVENT_END = Buffer.from('\n\n')

/**
 * One message as a Server-Sent Event (HTML, section 9.2). The same bytes serve every viewer and are made once.
 *
 * @param payload JSON, which has no line breaks
 * @param id what the viewer says as `Last-Event-ID` when it comes back; left out where the message is of no single match
 */
export function encodeServerSentEvent(payload: Buffer, id: string | undefined): Buffer {
  const place = id === undefined ? [] : [ID, Buffer.from(id), LINE_END]
  return Buffer.concat([...place, DATA, payload, EVENT_END])
}

/** A match and how far it has come, as the id of an event. */
export function eventIdOf(match: string, { epoch, seq }: Position): string {
  return `${match}.${epoch}.${seq}`
}

/** What `eventIdOf` made; a match id may have dots, an epoch has none. */
export function parseEventId(id: string): ({ readonly match: string } & Position) | undefined {
  const parts = /^(.+)\.([^.]+)\.(\d{1,15})$/.exec(id)
  if (parts === null) return undefined
  const [, match = '', epoch = '', seq] = parts
  return { match, epoch, seq: Number(seq) }
}

/** The last event of a stream. An `EventSource` comes back after `retryMs`. */
export function encodeFarewell(code: number, reason: string, retryMs: number): Buffer {
  return Buffer.from(`retry: ${Math.round(retryMs)}\nevent: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
}
