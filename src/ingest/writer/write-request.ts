import type { AppError } from '../../errors.ts'
import type { Change, EventWarning, Sender } from '../../match/change.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { diffTimeline } from '../../match/timeline.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { ChangeOutcome } from '../draft/outcome.ts'
import type { EndTurn } from './turns.ts'

/** A change that cannot be read, with the id that the feed gave, if any. */
export interface Unreadable {
  readonly id?: string
  readonly error: AppError
}

/** Reads one change from what a feed sent, once the sport is known. */
export type ReadChange = (sport: Sport) => Change | Unreadable
/** Reads one event of a timeline. */
export type ReadEvent = (sport: Sport) => { readonly op: 'add'; readonly event: MatchEvent } | Unreadable

/** The result of one change, or the reason why it was refused. */
export type Recorded = ChangeOutcome | { readonly id?: string; readonly status: 'rejected'; readonly error: AppError }

export interface Written {
  readonly results: readonly Recorded[]
  /** The match's seq after them. */
  readonly seq: number
}

/** What was so already, and is answered as the request that made it so. */
interface Repeatable {
  readonly wasSo?: true
}

export interface FixtureRecorded extends Repeatable {
  readonly isNew: boolean
  readonly epoch: string
  readonly seq: number
  readonly state: MatchState
  readonly warnings?: readonly EventWarning[]
}

export interface Resolvers<T> {
  resolve(value: T): void
  reject(error: unknown): void
}

/** Changes that are applied in order. */
export interface ChangesRequest extends Resolvers<Written> {
  readonly kind: 'changes' | 'timeline'
  readonly match: string
  readonly sender: Sender
  readonly reads: readonly ReadChange[]
  /** How many events it brings. */
  readonly weight: number
}

export interface FixtureRequest extends Resolvers<FixtureRecorded> {
  readonly kind: 'fixture'
  readonly sender: Sender
  readonly fixture: Fixture
  /** More than one transaction takes, so a fixture gets a transaction of its own. */
  readonly weight: number
}

/** Who puts a source in charge, or deletes a match: the feed that makes the request, and what it may. */
export interface DecidedBy {
  readonly sender: Sender
  readonly isOperator: boolean
}

export interface SourceSwitched extends Repeatable {
  readonly match: string
  readonly source: string
  readonly seq: number
}

export interface SwitchRequest extends Resolvers<SourceSwitched>, DecidedBy {
  readonly kind: 'switch'
  readonly match: string
  /** The source to put in charge. */
  readonly source: string
  /** As a fixture. */
  readonly weight: number
}

/** A stale source, and which of the others could take over. */
export interface StaleSource {
  readonly stale: string
  /** When it was heard last, by the clock of the database. */
  readonly heardAt: number
  readonly alive: ReadonlySet<string>
}

/** Who took over, or why nobody did. */
export type Replaced = SourceSwitched | { readonly why: string }

export interface ReplaceRequest extends Resolvers<Replaced>, StaleSource {
  readonly kind: 'replace'
  readonly match: string
  /** As a fixture. */
  readonly weight: number
}

export interface MatchDeleted extends Repeatable {
  readonly match: string
  /** Later than the epoch that the match had: made again, the match begins after it. */
  readonly epoch: string
}

export interface DeleteRequest extends Resolvers<MatchDeleted>, DecidedBy {
  readonly kind: 'delete'
  readonly match: string
  /** As a fixture. */
  readonly weight: number
}

export type WriteRequest = ChangesRequest | FixtureRequest | SwitchRequest | ReplaceRequest | DeleteRequest

/** A request whose changes have been read by the rules of the match's sport. */
export interface ReadRequest {
  readonly request: ChangesRequest
  readonly changes: readonly (Change | Unreadable)[]
}

/** @throws only on a bug: what a feed got wrong is returned as `Unreadable` */
export async function readRequest(request: ChangesRequest, sport: Sport, endTurn: EndTurn): Promise<ReadRequest> {
  const changes: (Change | Unreadable)[] = []
  for (const read of request.reads) {
    const turn = changes.length > 0 ? endTurn() : undefined
    if (turn) await turn
    changes.push(read(sport))
  }
  return { request, changes }
}

/** The changes that a timeline makes to what the feed has sent so far. */
export function changesOfTimeline(
  { changes }: ReadRequest,
  kept: Parameters<typeof diffTimeline>[0],
): (Change | Unreadable)[] {
  const events = changes.flatMap((item) => ('event' in item ? [item.event] : []))
  const unreadable = changes.filter((item) => 'error' in item)
  // An event that is listed but cannot be read is not deleted.
  const listed = unreadable.flatMap(({ id }) => id ?? [])
  return [...diffTimeline(kept, events, listed), ...unreadable]
}
