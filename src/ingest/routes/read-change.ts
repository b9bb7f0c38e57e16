import { AppError } from '../../errors.ts'
import type { Change } from '../../match/change.ts'
import { parseEvent } from '../../sports/contract/reading/parse-event.ts'
import type { ChangeOutcome } from '../draft/outcome.ts'
import type { ReadEvent, Recorded, Unreadable } from '../writer/write-request.ts'
import type { ChangeResult } from './ingest-schemas.ts'

/** Makes the reader of one element as an event to add. An element that cannot be read does not affect the others. */
export function readerOfAdd(item: unknown): ReadEvent {
  return (sport) => {
    const change = readSafely(() => ({ op: 'add' as const, event: parseEvent(sport, item) }))
    return 'error' in change ? { ...change, ...givenId(item) } : change
  }
}

/** The id that a refused event gave, so that the feed knows which event it was. */
export function givenId(item: unknown): { id?: string } {
  const id = (item as { id?: unknown } | null)?.id
  return typeof id === 'string' ? { id: id.slice(0, 128) } : {}
}

/** What `read` returns, or the error that says what is wrong with the feed's words. */
export function readSafely<C extends Change>(read: () => C): C | Unreadable {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) return { error }
    throw error
  }
}

/** A result as the answer to one change has it. */
export function toOutcome(result: ChangeOutcome): Omit<ChangeOutcome, 'isEarly'> {
  if (result.isEarly === undefined) return result
  const { isEarly: _, ...outcome } = result
  return outcome
}

/** A result as an array's answer has it. */
export function toResult(result: Recorded): ChangeResult {
  if (result.status !== 'rejected') return toOutcome(result)
  const { id, error } = result
  return {
    ...(id !== undefined && { id }),
    status: 'rejected',
    code: error.code,
    detail: error.message,
    ...(error.errors?.length && { errors: error.errors }),
  }
}
