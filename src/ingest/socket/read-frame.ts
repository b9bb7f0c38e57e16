import { z } from 'zod'
import { AppError, InvalidRequest } from '../../errors.ts'
import { fromFeed } from '../../http/documents/feed-schemas.ts'
import type { Change } from '../../match/change.ts'
import { cleanText } from '../../match/clean-text.ts'
import type { FeedEventFrame, FeedFrame } from '../../protocol/feed-messages.ts'
import { PLAIN_WORDS } from '../../sports/contract/plain-words.ts'
import { faultsOf } from '../../sports/contract/reading/faults.ts'
import { parseEvent } from '../../sports/contract/reading/parse-event.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import { refuseNames } from '../read-json.ts'

/** A frame, or what is wrong with it, with the `op` and the id that it gave, if these can be read. */
export type ReadFrame = FeedFrame | UnreadableFrame

export interface UnreadableFrame {
  readonly op: 'unreadable'
  readonly meant?: FeedFrame['op']
  readonly id?: number
  readonly error: AppError
}

/** The frame is no message at all. */
export class InvalidFrame extends AppError {
  readonly code: 'invalid-json' | 'invalid-message' | 'unknown-op'
  readonly statusCode = 400
  constructor(code: InvalidFrame['code'], detail: string) {
    super(detail)
    this.code = code
  }
}

export function readFrame(text: string): ReadFrame {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return unreadable(new InvalidFrame('invalid-json', 'a message must be one JSON object'))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return unreadable(new InvalidFrame('invalid-message', 'a message must be one JSON object'))
  }
  // As in bodies, a field that is null counts as left out.
  const given: Record<string, unknown> = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null))
  const id = Number.isSafeInteger(given['id']) ? { id: given['id'] as number } : {}
  try {
    refuseNames(text, value)
  } catch (error) {
    return unreadable(error as InvalidRequest, id)
  }
  const { op } = given
  if (op !== 'auth' && op !== 'event') {
    return unreadable(new InvalidFrame('unknown-op', '"op" must be event or auth'), id)
  }
  const read = fromFeed[op].safeParse(given, PLAIN_WORDS)
  if (read.success) return read.data
  return unreadable(new InvalidRequest('the message cannot be read', faultsOf(read.error)), { meant: op, ...id })
}

function unreadable(error: AppError, read: Pick<UnreadableFrame, 'meant' | 'id'> = {}): UnreadableFrame {
  return { op: 'unreadable', ...read, error }
}

const eventId = z.string().regex(/^[\x20-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters')
const MAX_REASON = 200
const deletion = z.strictObject({
  id: eventId,
  reason: z.string().max(MAX_REASON, `must have ${MAX_REASON} characters at most`).transform(cleanText).nullish(),
  revision: z.int().min(0).nullish(),
})
const restoration = z.strictObject({ id: eventId })

/** What the frame asks for. @throws {InvalidRequest} {InvalidEvent} */
export function changeOf({ kind = 'add', event }: FeedEventFrame, sport: Sport): Change {
  switch (kind) {
    case 'add':
    case 'edit':
      return { op: kind, event: parseEvent(sport, event) }
    case 'delete': {
      const { id, reason, revision } = readWith(deletion, event)
      return { op: 'delete', id, ...(reason && { reason }), ...(typeof revision === 'number' && { revision }) }
    }
    case 'restore':
      return { op: 'restore', id: readWith(restoration, event).id }
  }
}

function readWith<T>(schema: z.ZodType<T>, event: unknown): T {
  const read = schema.safeParse(event, PLAIN_WORDS)
  if (!read.success) throw new InvalidRequest('the event cannot be read', faultsOf(read.error, 'event'))
  return read.data
}
