import type { Held } from '../client/following/followed-match.ts'
import type { MatchEvent } from '../match/event.ts'
import type { JsonObject } from '../match/merge-patch.ts'
import type { MatchState, Status } from '../match/state.ts'
import type { UpdateMessage } from '../protocol/messages.ts'
import type { Day } from './view/shared/days.ts'

/** A state with its match and its position. */
export type HeldMatch = Held & { readonly match: string }

/** What a page is made of. The server draws it and sends it along, and the browser begins with it instead of asking again. */
export type PageData = ListData | MatchData

/** Everything that is sent along with a page. */
export type SentData = PageData | FrameData

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
  /** In which its day and its times were drawn: UTC unless the browser has said another. */
  readonly zone: string
  readonly matches: readonly HeldMatch[]
  /** The server has no match at all. */
  readonly isNew: boolean
}

/** The statuses that today's list has whatever the day, because a match may go on past midnight. */
export const ON_ANY_DAY: readonly Status[] = ['live', 'interrupted', 'suspended', 'delayed']

/** Which matches a list has. */
export type ListOf =
  | { readonly kind: 'today' }
  | { readonly kind: 'day'; readonly day: Day }
  | { readonly kind: 'competition'; readonly competition: string }
  /** Of any day, found by words of their teams and competitions; empty before anybody has typed one. */
  | { readonly kind: 'search'; readonly text: string }

export interface MatchData extends SiteData {
  readonly kind: 'match'
  readonly match: string
  /** Undefined while there is no such match. */
  readonly held?: Held
  readonly story?: Story
  /** Since when its feed is silent; absent while it is heard. */
  readonly feedSilentSince?: number
}

/** One match without a page around it: in a frame of another site, or over the picture of a stream. */
export interface FrameData extends SiteData {
  readonly kind: 'frame'
  readonly match: string
  readonly isThere: boolean
  /** Undefined while there is no such match, and where its newest state must not be seen yet. */
  readonly held?: Held
  readonly frame: Frame
}

/** How a match without a page around it looks: what its address asks for. */
export type Frame = Embed | Overlay

export interface Embed {
  readonly kind: 'embed'
  /** One line, two lines, or the whole head of the match page. */
  readonly size: 'small' | 'medium' | 'large'
  /** `auto` is what the reader's device prefers. */
  readonly theme: 'auto' | 'light' | 'dark'
  readonly delayMs: number
}

export interface Overlay {
  readonly kind: 'overlay'
  readonly lines: 1 | 2
  readonly delayMs: number
}

/** The story begins at most this many updates ago: a long cricket match has thousands. */
export const STORY_LENGTH = 500

export interface Story {
  /** The state before the first of the updates. */
  readonly start: { readonly seq: number; readonly state: MatchState }
  readonly updates: readonly UpdateMessage[]
  /** Told first, where the updates do not lead to the events that stand. */
  readonly standing?: StandingEvents
}

/** What `GET /v1/matches/{id}/events?newest=true&patches=true` answers, as far as a page reads it. */
export interface StandingEvents {
  readonly seq: number
  /** How many events come before these. */
  readonly from: number
  /** The state before the first; absent if there is none. */
  readonly start?: MatchState
  readonly events: readonly StandingEvent[]
}

export interface StandingEvent {
  readonly event: MatchEvent
  readonly at: number
  readonly patch: JsonObject
}
