import type { Held } from '../client/following/followed-match.ts'
import type { Search } from '../match/lists/search-words.ts'
import type { Status } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { HeldMatch, StandingEvents } from './page-data.ts'

/** What pages read of matches. The server gives its database; pages know nothing of it. */
export interface PageSource {
  read(match: string): Promise<Held | undefined>
  /** The state as it was after an update. */
  readPast(match: string, seq: number): Promise<Held | undefined>
  /** Oldest first. */
  readUpdates(match: string, after: number, limit: number): Promise<readonly UpdateMessage[]>
  /** The last events that stand, in order of play; undefined if there is no such match. */
  readStanding(match: string): Promise<StandingEvents | undefined>
  /** Since when the feed of the match is silent; undefined while it is heard. */
  readFeedSilentSince(match: string): Promise<number | undefined>
  /** By start, at most `limit`. */
  list(filter: PageFilter, limit: number): Promise<readonly HeldMatch[]>
}

export interface PageFilter {
  readonly search?: Search
  readonly statuses?: readonly Status[]
  readonly competition?: string
  readonly startsFrom?: number
  readonly startsBefore?: number
}
