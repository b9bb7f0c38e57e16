import type { Held } from '../client/following/followed-match.ts'
import type { MatchState } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { Day } from './view/shared/days.ts'

/** A state with its match and its position. */
export type HeldMatch = Held & { readonly match: string }

/** What a page is made of. The server draws it and sends it along, and the browser begins with it instead of asking again. */
export type PageData = ListData | MatchData

export interface SiteData {
  readonly site: string
  /** What every address begins with: empty, or `/scores`. */
  readonly base: string
  readonly origin: string
  /** The server's time when this was made. */
  readonly now: number
}

export interface ListData extends SiteData {
  readonly kind: 'list'
  readonly of: ListOf
  readonly matches: readonly HeldMatch[]
  /** The server has no match at all. */
  readonly isNew: boolean
}

/** Which matches a list has. */
export type ListOf =
  | { readonly kind: 'today' }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'competition'; readonly competition: string }

export interface MatchData extends SiteData {
  readonly kind: 'match'
  readonly match: string
  /** Undefined while there is no such match. */
  readonly held?: Held
  readonly story?: Story
}

export interface Story {
  /** The state before the first of the updates. */
  readonly start: { readonly seq: number; readonly state: MatchState }
  readonly updates: readonly UpdateMessage[]
}
