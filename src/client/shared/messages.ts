import type { MatchEvent } from '../../match/event.ts'
import type { AnyUpdate } from '../../protocol/messages.ts'
import type { BoardOptions, SubscribeOptions } from '../client.ts'
import type { TransportName } from '../connection/ways/way-names.ts'
import type { Held, TakenSnapshot } from '../following/followed-match.ts'
import type { BoardStatus, ClientStatus, MatchStatus } from '../status.ts'

/** Which server a tab follows, and who may share its connection. */
export interface SharedServer {
  /** The address of `/v1/live`. */
  readonly url: string
  readonly transports?: readonly TransportName[] | undefined
  /** The tab gives tokens of this viewer; of one that has no name the connection is the tab's own. */
  readonly token?: { readonly viewer?: string | undefined } | undefined
}

/** What a tab says. `id` numbers what it follows. */
export type TabMessage =
  | { readonly op: 'join'; readonly server: SharedServer }
  | { readonly op: 'connect' }
  | { readonly op: 'match'; readonly id: number; readonly match: string; readonly options: SubscribeOptions }
  | { readonly op: 'board'; readonly id: number; readonly name: string; readonly options: BoardOptions }
  /** What it was told of a match does not continue what it has. */
  | { readonly op: 'again'; readonly id: number; readonly match: string }
  | { readonly op: 'unfollow'; readonly id: number }
  | { readonly op: 'token'; readonly id: number; readonly token?: string | undefined }
  /** The device or the page may have slept. */
  | { readonly op: 'wake' }
  | { readonly op: 'pong' }
  | { readonly op: 'leave' }

/** What the host of the connections says to a tab. */
export type HostMessage =
  | { readonly op: 'joined' }
  /** There is no room: the tab has to connect by itself. */
  | { readonly op: 'full' }
  | { readonly op: 'status'; readonly status: ClientStatus; readonly aheadMs: number }
  | News
  | { readonly op: 'token'; readonly id: number }
  | { readonly op: 'ping'; readonly aheadMs: number }
  /** The host gave the tab up, because it had not answered for too long: the tab has to join again. */
  | { readonly op: 'forgotten' }

/** What has changed in one turn in what a tab follows. */
export interface News {
  readonly op: 'news'
  readonly id: number
  readonly matches: readonly MatchNews[]
  readonly board?: { readonly matches: readonly string[]; readonly status: BoardStatus } | undefined
  /** By how much the server's clock is ahead of this device's. */
  readonly aheadMs: number
}

export interface MatchNews {
  readonly match: string
  readonly changes: readonly MatchChange[]
  readonly status: MatchStatus
  readonly feedSilentSince: number | undefined
  readonly delayMs: number
}

export type MatchChange =
  | {
      readonly kind: 'state'
      readonly held: Held
      readonly reason: TakenSnapshot['reason']
      readonly missed: readonly MatchEvent[]
    }
  | { readonly kind: 'update'; readonly message: AnyUpdate; readonly epoch: string; readonly isCatchUp: boolean }
