import type { KeptEvent } from '../match/change.ts'
import type { EffectiveEvent } from '../match/event.ts'
import type { Folded } from '../match/fold.ts'
import type { Fixture, Status } from '../match/state.ts'
import type { Position, UpdateKind } from '../protocol/messages.ts'

/** A match as ingest works on it. */
export interface StoredMatch {
  readonly match: string
  readonly epoch: string
  readonly seq: number
  /**
   * Random, and another after every write, with or without a seq. A count would not do: a database that lost its last writes
   * counts to the same number again.
   */
  readonly version: number
  readonly fixture: Fixture
  readonly folded: Folded
  /** How many events have arrived. */
  readonly arrivals: number
}

/** One accepted change as it is logged. `wire` is the message that viewers receive. */
export interface LoggedUpdate {
  readonly seq: number
  readonly at: number
  readonly kind: UpdateKind
  readonly feed: string
  readonly eventId?: string
  readonly wire: string
}

/** What an append writes, all of it or nothing. */
export interface MatchWrite {
  readonly match: StoredMatch
  /** The version of the match that the write was made of. */
  readonly replaces: number
  readonly kept: readonly KeptEvent[]
  readonly updates: readonly LoggedUpdate[]
}

/** The newest state as viewers get it: `state` is JSON text. */
export interface Snapshot {
  readonly match: string
  readonly epoch: string
  readonly seq: number
  readonly state: string
}

export interface WireUpdate {
  readonly seq: number
  readonly wire: string
}

/** Where a match stands among all when they are sorted by their last change. Without a name: before all of that time. */
export interface ChangePlace {
  readonly changedAt: number
  readonly match: string
}

export interface MatchHead extends ChangePlace, Position {}

/** A feed that has changed a match, and when its last change was accepted. */
export interface FeedActivity {
  readonly feed: string
  readonly at: number
}

/** What must hold of a match, all of it. */
export interface MatchFilter {
  readonly statuses?: readonly Status[]
  readonly sport?: string
  readonly competition?: string
  /** Half-open range of start times, in ms. */
  readonly startsFrom?: number
  readonly startsBefore?: number
}

export interface MatchQuery extends MatchFilter {
  readonly limit: number
  /** Opaque; from the page before. */
  readonly cursor?: string
}

export interface PresentQuery extends MatchFilter {
  readonly limit: number
  /** Of two matches the one that starts nearer to this matters more. In ms. */
  readonly now: number
}

export interface MatchPage {
  readonly matches: readonly Snapshot[]
  readonly next?: string
}

/**
 * The truth: matches, their events, and the log of updates. Every method fails with DatabaseUnavailable when it is away; what a
 * write was to write may be there all the same.
 */
export interface MatchStore {
  /** Creates a match at seq 0; false if the id is taken, and then nothing is written. */
  create(fixture: Fixture, folded: Folded, epoch: string, at: number): Promise<boolean>
  read(matchId: string): Promise<StoredMatch | undefined>
  /** Those of the named events that the feed has sent. */
  readKept(matchId: string, feed: string, eventIds: readonly string[]): Promise<KeptEvent[]>
  /** Every event the feed has sent, by arrival. */
  readAllKept(matchId: string, feed: string): Promise<KeptEvent[]>
  /** All events that stand, by arrival. */
  readEffective(matchId: string): Promise<EffectiveEvent[]>
  /** The messages that made or changed the event, oldest first. */
  readEventUpdates(matchId: string, feed: string, eventId: string): Promise<WireUpdate[]>
  /** Writes if the match still is what `write` replaces; false if it is not, and then nothing is written. */
  append(write: MatchWrite): Promise<boolean>
  readSnapshot(matchId: string): Promise<Snapshot | undefined>
  /** The state before the first update, for folding patches onto. */
  readInitial(matchId: string): Promise<Snapshot | undefined>
  /** Updates after a seq, oldest first. */
  readUpdates(matchId: string, after: number, limit: number): Promise<WireUpdate[]>
  /** The state as it was after update `seq`, from 0 to the match's seq. */
  readPast(matchId: string, seq: number): Promise<Snapshot | undefined>
  /** The last seq that was accepted at or before a time; 0 if none was. */
  readSeqAt(matchId: string, at: number): Promise<number>
  /** Who has changed the match, the latest first; undefined if there is no such match. Looks at the whole log. */
  readFeeds(matchId: string): Promise<FeedActivity[] | undefined>
  list(query: MatchQuery): Promise<MatchPage>
  /** The ids of the matches that matter most now: first those being played, then the nearest. In the order of `list`. */
  listPresent(query: PresentQuery): Promise<string[]>
  /** The newest position of each match, in the order asked. */
  readHeads(matchIds: readonly string[]): Promise<(Position | undefined)[]>
  /** The heads of the matches that come after a place when all are sorted by their last change, then by id. */
  readHeadsChangedAfter(place: ChangePlace, limit: number): Promise<MatchHead[]>
}
