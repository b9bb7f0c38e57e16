import type { FastifyRequest } from 'fastify'
import { AppError, DatabaseUnavailable, InvalidRequest } from '../../errors.ts'
import type { EventWarning, Sender } from '../../match/change.ts'
import { isMatchId, NO_MATCH_ID } from '../../protocol/match-id.ts'
import { MAX_NAMED, OWN_FIELD } from '../../sports/contract/warnings/unknown-fields.ts'
import { readJson } from '../read-json.ts'
import type { Recorder } from '../record-event.ts'
import { sideBySide } from '../side-by-side.ts'
import type { FixtureRecorded } from '../writer/write-request.ts'
import { checkScope, senderIn } from './feed-auth.ts'
import type { ChangeResult } from './ingest-schemas.ts'
import { givenId, readerOfAdd, toResult } from './read-change.ts'
import { recordFixture } from './record-one.ts'

/** The answer to one line: like an element of an array's answer, with its match; to a fixture, whether it made the match. */
export type LineResult = (ChangeResult | FixtureResult) & { readonly match?: string; readonly id?: string }

interface FixtureResult extends Omit<FixtureRecorded, 'isNew' | 'state'> {
  readonly status: 'created' | 'taken'
}

/** The bound on one transaction, in events, as for an array. */
const MAX_BATCH = 500
/** How many matches are written at once. Commits of the same event-loop turn reach a viewer in one write. */
const MAX_SIDE_BY_SIDE = 32

/** What one line says of its match. */
type Line = { readonly index: number } & Said
type Said = { readonly event: unknown } | { readonly fixture: unknown; readonly beside: readonly string[] }
type EventLine = Extract<Line, { readonly event: unknown }>

/**
 * Records `{match, …event}` and `{match, fixture}` lines of many matches. Results come in the order of the lines. Lines of one match keep their
 * order and share a transaction. A line that cannot be read does not affect the others.
 *
 * @param source as which an operator acts
 * @throws {DatabaseUnavailable} Any of the lines may have been recorded. Sending all of them again is safe.
 */
export async function recordLines(
  recorder: Recorder,
  request: Pick<FastifyRequest, 'feed' | 'id'>,
  lines: readonly string[],
  source?: string,
): Promise<LineResult[]> {
  const { feed } = request
  const sender = senderIn(request, source)
  const results: LineResult[] = new Array(lines.length)
  const byMatch = new Map<string, Line[]>()
  for (const [index, text] of lines.entries()) {
    try {
      const { match, ...said } = readLine(text)
      checkScope(feed, match)
      const batch = byMatch.get(match) ?? []
      byMatch.set(match, batch)
      batch.push({ index, ...said })
    } catch (error) {
      results[index] = refusal(error)
    }
  }
  const recordMatch = async (match: string, batch: readonly Line[]) => {
    for (const part of partsOf(batch)) {
      if ('fixture' in part) {
        results[part.index] = { match, ...(await recordFixtureLine(recorder, senderIn(request), match, part)) }
        continue
      }
      const recorded = await recordBatch(recorder, sender, match, part)
      for (const [at, { index }] of part.entries()) results[index] = { match, ...(recorded[at] as ChangeResult) }
    }
  }
  let hasFailed = false
  const record = async (each: readonly [string, readonly Line[]]) => {
    try {
      await recordMatch(...each)
    } catch (error) {
      // The answer will be 503, so the remaining matches are not begun.
      hasFailed = true
      throw error
    }
  }
  await sideBySide(byMatch, MAX_SIDE_BY_SIDE, record, () => hasFailed)
  return results
}

/** In the order of the lines: fixtures one by one, events in transactions of at most `MAX_BATCH`. */
function partsOf(batch: readonly Line[]): (Extract<Line, { readonly fixture: unknown }> | EventLine[])[] {
  const parts: ReturnType<typeof partsOf> = []
  for (const line of batch) {
    const last = parts.at(-1)
    if ('fixture' in line) parts.push(line)
    else if (Array.isArray(last) && last.length < MAX_BATCH) last.push(line)
    else parts.push([line])
  }
  return parts
}

async function recordFixtureLine(
  recorder: Recorder,
  sender: Sender,
  match: string,
  { fixture, beside }: Extract<Line, { readonly fixture: unknown }>,
): Promise<FixtureResult | ChangeResult> {
  try {
    // Without the state: a season in one request would be answered with the state of each match.
    const { isNew, state: _, warnings = [], ...recorded } = await recordFixture(recorder, match, sender, fixture)
    const all = [...beside.map(besideFixture), ...warnings]
    return { status: isNew ? 'created' : 'taken', ...recorded, ...(all.length > 0 && { warnings: all }) }
  } catch (error) {
    return refusal(error)
  }
}

async function recordBatch(
  recorder: Recorder,
  sender: Sender,
  match: string,
  batch: readonly EventLine[],
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

function besideFixture(name: string): EventWarning {
  return { code: 'unknown-field', detail: `"${name}" stands beside "fixture" and is not kept; put it inside` }
}

function readLine(text: string): { match: string } & Said {
  let value: unknown
  try {
    value = readJson(text)
  } catch (error) {
    if (error instanceof InvalidRequest) throw error
    throw new InvalidRequest('the line is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidRequest('a line is a JSON object {match, …event} or {match, fixture}')
  }
  const { match, ...event } = value as { match?: unknown }
  if (typeof match !== 'string' || !isMatchId(match)) {
    throw new InvalidRequest('the line names no match', [{ path: 'match', message: NO_MATCH_ID }])
  }
  // An event says its type; a fixture has none.
  if (!('fixture' in event) || 'type' in event) return { match, event }
  const { fixture, ...others } = event
  const beside = Object.keys(others).filter((name) => !OWN_FIELD.test(name))
  return { match, fixture, beside: beside.slice(0, MAX_NAMED) }
}

function refusal(error: unknown): ChangeResult {
  // Without a database no line can be answered.
  if (error instanceof DatabaseUnavailable || !(error instanceof AppError)) throw error
  return toResult({ status: 'rejected', error })
}
