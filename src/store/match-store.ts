import type { EventWarning, KeptEvent } from '../match/change.ts'
import type { EffectiveEvent } from '../match/event.ts'
import type { Folded } from '../match/fold.ts'
import type { Search } from '../match/lists/search-words.ts'
import type { Fixture, Score, Status } from '../match/state.ts'
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
  /** How many events of the source in charge have arrived. */
  readonly arrivals: number
  /** The source in charge; absent until an event was accepted or somebody was put in charge. `[H7]` */
  readonly source?: string
  /** The feed that made the match. */
  readonly madeBy?: string
}

/** A match as a source that is not in charge tells it. */
export interface StoredShadow {
  readonly match: string
  readonly source: string
  /** Of the shadow's own log. */
  readonly seq: number
  /** Random, as that of a match. */
  readonly version: number
  /** What its events were folded under. That of the match may be newer. */
  readonly fixture: Fixture
  readonly folded: Folded
  /** How many events of the source have arrived. */
  readonly arrivals: number
}

/** One accepted change as it is logged. `wire` is the message that viewers receive. */
export interface LoggedUpdate {
  readonly seq: number
  readonly at: number
  readonly kind: UpdateKind
  /** Who sent it. */
  readonly feed: string
  /** Absent of an update that carries no event. */
  readonly source?: string
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
  /** Nobody has looked whether the source has sent these events before. If it has sent one of them, nothing is written. */
  readonly areNew?: true
}

/** An update of a shadow's log, with the score after it. */
export interface ShadowUpdate extends LoggedUpdate {
  readonly score: Score
}

/** What an append to a shadow writes, all of it or nothing. It touches no row of the match but its own. */
export interface ShadowWrite {
  readonly shadow: StoredShadow
  /** The version of the shadow that the write was made of; undefined if the shadow begins. */
  readonly replaces: number | undefined
  readonly kept: readonly KeptEvent[]
  /** `seq` is that of the shadow's log. Viewers never see them. */
  readonly updates: readonly ShadowUpdate[]
}

/** What a switch writes: the match as the new source tells it; and the one in charge so far goes into the shadow. */
export interface Exchange {
  readonly write: MatchWrite
  /** The shadow that comes into charge, in the version that the write was made of. */
  readonly comes: Pick<StoredShadow, 'source' | 'version'>
  /** The one that was in charge; undefined if there was none. Its `seq` goes on where its log ended. */
  readonly goes: StoredShadow | undefined
}

/** An event that stands, and when its first revision was accepted. */
export interface StandingEvent extends EffectiveEvent {
  readonly acceptedAt: number
}

/** The events that a match is the fold of. */
export interface StandingMatch {
  readonly match: StoredMatch
  /** Those of the source in charge, by arrival. */
  readonly events: readonly StandingEvent[]
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

/** A match that was deleted, and the epoch under which it is gone. `changedAt` is when. */
export interface DeletedMatch extends ChangePlace {
  readonly epoch: string
}

/** A feed that has changed a match, and when its last change was accepted. */
export interface FeedActivity {
  readonly feed: string
  readonly at: number
}

/** An event that stands and was surprising. */
export interface WarnedEvent {
  readonly source: string
  readonly id: string
  readonly warnings: readonly EventWarning[]
}

/** What was surprising about the events of a match that stand. */
export interface WarningsOfMatch {
  /** The latest first. */
  readonly events: readonly WarnedEvent[]
  /** How many there are, by code. */
  readonly counts: Readonly<Record<string, number>>
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
  /** Only matches that are found so; what else is asked must hold of these. */
  readonly search?: Search
  /** Opaque; from the page before. */
  readonly cursor?: string
}

export interface PresentQuery extends MatchFilter {
  readonly limit: number
  /** Of two matches the one that starts nearer to this matters more. In ms. */
  readonly now: number
  /** From 1, of `limit` matches each in the order of `list`, whatever matters now. */
  readonly page?: number
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
  /** Creates a match at seq 0; false if the id is taken, or was deleted under an epoch that is not earlier, and then nothing is written. */
  create(fixture: Fixture, folded: Folded, epoch: string, at: number, madeBy?: string): Promise<boolean>
  read(matchId: string): Promise<StoredMatch | undefined>
  /** Those of the named events that the source has sent. */
  readKept(matchId: string, source: string, eventIds: readonly string[]): Promise<KeptEvent[]>
  /** Every event the source has sent, by arrival. */
  readAllKept(matchId: string, source: string): Promise<KeptEvent[]>
  /** All events of a source that stand, by arrival. */
  readEffective(matchId: string, source: string): Promise<EffectiveEvent[]>
  /** A match and the events it is the fold of, read at one moment; undefined if there is no such match. */
  readStanding(matchId: string): Promise<StandingMatch | undefined>
  /** The messages that made or changed the event, oldest first of each log. Those of a shadow have seq 0: no viewer got them. */
  readEventUpdates(matchId: string, source: string, eventId: string): Promise<WireUpdate[]>
  /** Writes if the match still is what `write` replaces, and its events are new where they have to be; false if not, and then nothing is written. */
  append(write: MatchWrite): Promise<boolean>
  /** What a source in the shadow has told; undefined if it has told nothing, or is in charge. */
  readShadow(matchId: string, source: string): Promise<StoredShadow | undefined>
  /** The sources in the shadow of a match. */
  readShadowSources(matchId: string): Promise<string[]>
  /** Writes if the shadow still is what `write` replaces, or if it begins and its source is not in charge; else false, and nothing is written. */
  appendShadow(write: ShadowWrite): Promise<boolean>
  /** Writes if match and shadow both still are what the exchange was made of; else false, and nothing is written. */
  exchange(exchange: Exchange): Promise<boolean>
  /** Gives the match a later epoch if it still has this one; all else stays. @returns false if it has another, or is gone */
  changeEpoch(matchId: string, from: string, to: string, at: number): Promise<boolean>
  /**
   * Removes the match with all that any source has told of it, if it still is the one that was read, and leaves what `readDeleted` tells.
   *
   * @param epoch later than its own
   * @returns false if it is another by now, or is gone
   */
  remove(match: Pick<StoredMatch, 'match' | 'epoch' | 'version'>, epoch: string, at: number): Promise<boolean>
  /** The epoch under which each match was deleted, in the order asked. It may have been made again since. */
  readDeleted(matchIds: readonly string[]): Promise<(string | undefined)[]>
  /** The matches that come after a place when all that were deleted are sorted by time, then by id. */
  readDeletedAfter(place: ChangePlace, limit: number): Promise<DeletedMatch[]>
  /** Forgets matches that were deleted before a time. */
  forgetDeleted(before: number): Promise<void>
  readSnapshot(matchId: string): Promise<Snapshot | undefined>
  /** The state before the first update, for folding patches onto. */
  readInitial(matchId: string): Promise<Snapshot | undefined>
  /** Updates after a seq, oldest first. */
  readUpdates(matchId: string, after: number, limit: number): Promise<WireUpdate[]>
  /** One update of each match, in the order asked; undefined where there is none. */
  readWires(positions: readonly { readonly match: string; readonly seq: number }[]): Promise<(string | undefined)[]>
  /** The state as it was after update `seq`, from 0 to the match's seq. */
  readPast(matchId: string, seq: number): Promise<Snapshot | undefined>
  /** The last seq that was accepted at or before a time; 0 if none was. */
  readSeqAt(matchId: string, at: number): Promise<number>
  /** Who has changed the match, the latest first; undefined if there is no such match. Looks at the whole log. */
  readFeeds(matchId: string): Promise<FeedActivity[] | undefined>
  /** @param limit the most events of which the warnings are told; all are counted */
  readWarnings(matchId: string, limit: number): Promise<WarningsOfMatch>
  list(query: MatchQuery): Promise<MatchPage>
  /** The ids of the matches that matter most now: first those being played, then the nearest. In the order of `list`. */
  listPresent(query: PresentQuery): Promise<string[]>
  /** The newest position of each match, in the order asked. */
  readHeads(matchIds: readonly string[]): Promise<(Position | undefined)[]>
  /** The heads of the matches that come after a place when all are sorted by their last change, then by id. */
  readHeadsChangedAfter(place: ChangePlace, limit: number): Promise<MatchHead[]>
}
