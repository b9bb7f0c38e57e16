import type { EventWarning, KeptEvent } from '../match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../match/event.ts'
import type { Folded, Reduced } from '../match/fold.ts'
import { textOf } from '../match/json-text.ts'
import type { Tail } from '../match/order.ts'
import type { Fixture } from '../match/state.ts'
import type { LoggedUpdate, MatchWrite, ShadowWrite, StandingMatch, StoredMatch, StoredShadow } from './match-store.ts'
import { comparedScore } from './source-life.ts'
import { wordsColumn } from './words-column.ts'

/** Rows as both databases have them: columns by name, JSON as text. */

/** What the row of a match and that of a shadow both have. */
interface FoldRow {
  readonly seq: number
  readonly version: number
  readonly fixture: string
  readonly state: string
  readonly memory: string
  readonly tail: string
  readonly arrivals: number
}

export interface MatchRow extends FoldRow {
  readonly id: string
  readonly epoch: string
  readonly source: string | null
  readonly made_by: string | null
}

export const MATCH_COLUMNS = 'id, epoch, seq, version, fixture, state, memory, tail, arrivals, source, made_by'

export interface ShadowRow extends FoldRow {
  readonly match_id: string
  readonly source: string
}

export const SHADOW_COLUMNS = 'match_id, source, seq, version, fixture, state, memory, tail, arrivals'

export interface EventRow {
  readonly source: string
  readonly feed: string
  readonly event_id: string
  readonly arrival: number
  readonly accepted_at: number
  readonly revision: number
  readonly is_deleted: boolean | number
  readonly is_held: boolean | number
  readonly body: string | null
  readonly seq: number | null
  readonly warnings: string | null
}

export const EVENT_COLUMNS =
  'source, feed, event_id, arrival, accepted_at, revision, is_deleted, is_held, body, seq, warnings'

export function toMatch(row: MatchRow): StoredMatch {
  return {
    match: row.id,
    epoch: row.epoch,
    ...toFold(row),
    ...(row.source !== null && { source: row.source }),
    ...(row.made_by !== null && { madeBy: row.made_by }),
  }
}

export function toShadow(row: ShadowRow): StoredShadow {
  return { match: row.match_id, source: row.source, ...toFold(row) }
}

function toFold({ seq, version, fixture, state, memory, tail, arrivals }: FoldRow) {
  const reduced: Reduced = { state: JSON.parse(state), memory: JSON.parse(memory) }
  const folded: Folded = { reduced, tail: JSON.parse(tail) as Tail }
  return { seq, version, fixture: JSON.parse(fixture) as Fixture, folded, arrivals }
}

export function toKept(row: EventRow): KeptEvent {
  return {
    source: row.source,
    feed: row.feed,
    id: row.event_id,
    arrival: row.arrival,
    acceptedAt: row.accepted_at,
    revision: row.revision,
    isDeleted: Boolean(row.is_deleted),
    ...(row.warnings !== null && { warnings: JSON.parse(row.warnings) as EventWarning[] }),
    ...(row.is_held ? { isHeld: true as const } : {}),
    ...(row.body !== null && { event: JSON.parse(row.body) as MatchEvent }),
    ...(row.seq !== null && { seq: row.seq }),
  }
}

/**
 * Events that stand, by arrival, of a JSON array that the database puts together: arrival, time of acceptance and event, one after
 * the other. Reading one text costs a third of reading thousands of rows, and sorting here a tenth of sorting there.
 */
export function toEffectiveEvents(list: string): EffectiveEvent[] {
  return listed(list, (event, acceptedAt, arrival) => ({ event, at: event.occurredAt ?? acceptedAt, arrival }))
}

function listed<T extends EffectiveEvent>(
  list: string,
  make: (event: MatchEvent, acceptedAt: number, arrival: number) => T,
): T[] {
  const flat = JSON.parse(list) as (number | MatchEvent)[]
  const events: T[] = []
  for (let index = 0; index < flat.length; index += 3) {
    events.push(make(flat[index + 2] as MatchEvent, flat[index + 1] as number, flat[index] as number))
  }
  return events.sort((a, b) => a.arrival - b.arrival)
}

/** A row of a match, with such an array of the events that stand. */
export interface StandingRow extends MatchRow {
  readonly list: string
}

export function toStanding(row: StandingRow): StandingMatch {
  const events = listed(row.list, (event, acceptedAt, arrival) => ({
    event,
    at: event.occurredAt ?? acceptedAt,
    arrival,
    acceptedAt,
  }))
  return { match: toMatch(row), events }
}

/** The columns of a match that begins: its state is the initial state. */
export const NEW_MATCH_COLUMNS =
  'id, epoch, sport, status, competition, starts_at, fixture, memory, tail, made_by, words, initial_state, state, created_at, changed_at'

/** Their values; the last two are two columns each. */
export function newMatchValues(
  fixture: Fixture,
  { reduced, tail }: Folded,
  epoch: string,
  at: number,
  madeBy: string | undefined,
): (string | number | null)[] {
  return [
    fixture.match,
    epoch,
    fixture.sport,
    reduced.state.status,
    fixture.competition ?? null,
    fixture.startsAt ?? at,
    JSON.stringify(fixture),
    JSON.stringify(reduced.memory),
    JSON.stringify(tail),
    madeBy ?? null,
    wordsColumn(fixture),
    JSON.stringify(reduced.state),
    at,
  ]
}

/** What an append sets of the match's row. */
export function matchColumns({ match, replaces }: MatchWrite) {
  const { fixture } = match
  return {
    id: match.match,
    replaces,
    epoch: match.epoch,
    competition: fixture.competition ?? null,
    startsAt: fixture.startsAt ?? null,
    ...foldColumns(match),
    source: match.source ?? null,
    words: wordsColumn(fixture),
  }
}

/** What a match and a shadow both have. */
export function foldColumns({ seq, version, fixture, folded, arrivals }: StoredMatch | StoredShadow) {
  const { state, memory } = folded.reduced
  return {
    seq,
    version,
    status: state.status,
    score: comparedScore(state.score),
    fixture: textOf(fixture),
    state: textOf(state),
    memory: JSON.stringify(memory),
    tail: JSON.stringify(folded.tail),
    arrivals,
  }
}

/** What an append sets of a shadow's row. */
export function shadowColumns({ shadow, replaces }: Pick<ShadowWrite, 'shadow' | 'replaces'>) {
  return { match: shadow.match, source: shadow.source, replaces: replaces ?? null, ...foldColumns(shadow) }
}

export function eventColumns(match: string, kept: KeptEvent) {
  return {
    match,
    source: kept.source,
    feed: kept.feed,
    id: kept.id,
    arrival: kept.arrival,
    at: kept.acceptedAt,
    revision: kept.revision,
    deleted: kept.isDeleted,
    held: kept.isHeld ?? false,
    warnings: kept.warnings === undefined ? null : JSON.stringify(kept.warnings),
    body: bodyOf(kept),
    seq: kept.seq ?? null,
  }
}

export function updateColumns(match: string, { seq, at, kind, feed, source, eventId, wire }: LoggedUpdate) {
  return { match, seq, at, kind, feed, source: source ?? null, id: eventId ?? null, wire }
}

function bodyOf({ event }: KeptEvent): string | null {
  return event === undefined ? null : JSON.stringify(event)
}

/** A row whose columns may be null, of what has no such fields then. */
export type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null }

export function withoutNull<T extends object>(row: Nullable<T>): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T
}
