import type { KeptEvent } from '../match/change.ts'
import type { EffectiveEvent, MatchEvent } from '../match/event.ts'
import type { Folded, Reduced } from '../match/fold.ts'
import type { Tail } from '../match/order.ts'
import type { Fixture } from '../match/state.ts'
import type { MatchWrite, StoredMatch } from './match-store.ts'

/** Rows as both databases have them: columns by name, JSON as text. */

export interface MatchRow {
  readonly id: string
  readonly epoch: string
  readonly seq: number
  readonly version: number
  readonly fixture: string
  readonly state: string
  readonly memory: string
  readonly tail: string
  readonly arrivals: number
}

export const MATCH_COLUMNS = 'id, epoch, seq, version, fixture, state, memory, tail, arrivals'

export interface EventRow {
  readonly feed: string
  readonly event_id: string
  readonly arrival: number
  readonly accepted_at: number
  readonly revision: number
  readonly is_deleted: boolean | number
  readonly body: string | null
  readonly seq: number | null
}

export const EVENT_COLUMNS = 'feed, event_id, arrival, accepted_at, revision, is_deleted, body, seq'

export function toMatch(row: MatchRow): StoredMatch {
  const reduced: Reduced = { state: JSON.parse(row.state), memory: JSON.parse(row.memory) }
  return {
    match: row.id,
    epoch: row.epoch,
    seq: row.seq,
    version: row.version,
    fixture: JSON.parse(row.fixture) as Fixture,
    folded: { reduced, tail: JSON.parse(row.tail) as Tail },
    arrivals: row.arrivals,
  }
}

export function toKept(row: EventRow): KeptEvent {
  return {
    feed: row.feed,
    id: row.event_id,
    arrival: row.arrival,
    acceptedAt: row.accepted_at,
    revision: row.revision,
    isDeleted: Boolean(row.is_deleted),
    ...(row.body !== null && { event: JSON.parse(row.body) as MatchEvent }),
    ...(row.seq !== null && { seq: row.seq }),
  }
}

/**
 * Events that stand, by arrival, of a JSON array that the database puts together: arrival, time of acceptance and event, one after
 * the other. Reading one text costs a third of reading thousands of rows, and sorting here a tenth of sorting there.
 */
export function toEffectiveEvents(list: string): EffectiveEvent[] {
  const flat = JSON.parse(list) as (number | MatchEvent)[]
  const events: EffectiveEvent[] = []
  for (let index = 0; index < flat.length; index += 3) {
    const event = flat[index + 2] as MatchEvent
    events.push({ event, at: event.occurredAt ?? (flat[index + 1] as number), arrival: flat[index] as number })
  }
  return events.sort((a, b) => a.arrival - b.arrival)
}

/** Of a match that begins. Its state is the initial one, too. */
export const NEW_MATCH_COLUMNS =
  'id, epoch, sport, status, competition, starts_at, fixture, memory, tail, initial_state, state, created_at, changed_at'

/** Their values; the last two are two columns each. */
export function newMatchValues(
  fixture: Fixture,
  { reduced, tail }: Folded,
  epoch: string,
  at: number,
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
    JSON.stringify(reduced.state),
    at,
  ]
}

/** What an append sets of the match's row. */
export function matchColumns({ match, replaces }: MatchWrite) {
  const { fixture, folded } = match
  return {
    id: match.match,
    replaces,
    epoch: match.epoch,
    seq: match.seq,
    version: match.version,
    status: folded.reduced.state.status,
    competition: fixture.competition ?? null,
    startsAt: fixture.startsAt ?? null,
    fixture: JSON.stringify(fixture),
    state: JSON.stringify(folded.reduced.state),
    memory: JSON.stringify(folded.reduced.memory),
    tail: JSON.stringify(folded.tail),
    arrivals: match.arrivals,
  }
}

export function bodyOf({ event }: KeptEvent): string | null {
  return event === undefined ? null : JSON.stringify(event)
}
