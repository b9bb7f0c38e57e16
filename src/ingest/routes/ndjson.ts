import { AppError, DatabaseUnavailable, InvalidRequest } from '../../errors.ts'
import type { Sender } from '../../match/change.ts'
import { isMatchId } from '../../protocol/match-id.ts'
import type { Recorder } from '../record-event.ts'
import { checkScope, type Feed, senderOf } from './feed-auth.ts'
import type { ChangeResult } from './ingest-schemas.ts'
import { givenId, readerOfAdd, toResult } from './read-change.ts'

/** The answer to one line: like an element of an array's answer, with its match. */
export type LineResult = ChangeResult & { readonly match?: string }

/** The bound on one transaction, in events, as for an array. */
const MAX_BATCH = 500
/** How many matches are written at once. Commits of the same event-loop turn reach a viewer in one write. */
const MAX_SIDE_BY_SIDE = 32

interface Line {
  readonly index: number
  readonly event: unknown
}

/**
 * Records `{match, …event}` lines of many matches. Results come in the order of the lines. Lines of one match keep their
 * order and share a transaction. A line that cannot be read does not affect the others.
 *
 * @param source as which an operator acts
 * @throws {DatabaseUnavailable} Any of the lines may have been recorded. Sending all of them again is safe.
 */
export async function recordLines(
  recorder: Recorder,
  feed: Feed,
  lines: readonly string[],
  source?: string,
): Promise<LineResult[]> {
  const sender = senderOf(feed, source)
  const results: LineResult[] = new Array(lines.length)
  const byMatch = new Map<string, Line[]>()
  for (const [index, text] of lines.entries()) {
    try {
      const { match, event } = readLine(text)
      checkScope(feed, match)
      const batch = byMatch.get(match) ?? []
      byMatch.set(match, batch)
      batch.push({ index, event })
    } catch (error) {
      results[index] = refusal(error)
    }
  }
  const recordMatch = async (match: string, batch: readonly Line[]) => {
    for (let from = 0; from < batch.length; from += MAX_BATCH) {
      const part = batch.slice(from, from + MAX_BATCH)
      const recorded = await recordBatch(recorder, sender, match, part)
      for (const [at, { index }] of part.entries()) results[index] = { match, ...(recorded[at] as ChangeResult) }
    }
  }
  const waiting = [...byMatch]
  const worker = async () => {
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await recordMatch(...next)
    } catch (error) {
      // The answer will be 503, so the remaining matches are not begun.
      waiting.length = 0
      throw error
    }
  }
  await Promise.all(Array.from({ length: MAX_SIDE_BY_SIDE }, worker))
  return results
}

async function recordBatch(
  recorder: Recorder,
  sender: Sender,
  match: string,
  batch: readonly Line[],
): Promise<ChangeResult[]> {
  try {
    const reads = batch.map(({ event }) => readerOfAdd(event))
    const { results } = await recorder.record(match, sender, reads)
    return results.map(toResult)
  } catch (error) {
    // A match that does not exist refuses its own lines, not those of others.
    const result = refusal(error)
    return batch.map(({ event }) => ({ ...givenId(event), ...result }))
  }
}

function readLine(text: string): { match: string; event: unknown } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new InvalidRequest('the line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidRequest('a line is a JSON object {match, …event}')
  }
  const { match, ...event } = value as { match?: unknown }
  if (typeof match !== 'string' || !isMatchId(match)) {
    throw new InvalidRequest('the line names no match', [
      { path: 'match', message: 'must be 1 to 64 of A-Z a-z 0-9 . _ ~ -' },
    ])
  }
  return { match, event }
}

function refusal(error: unknown): ChangeResult {
  // Without a database no line can be answered.
  if (error instanceof DatabaseUnavailable || !(error instanceof AppError)) throw error
  return toResult({ status: 'rejected', error })
}
