import type { ScoreState } from '../../match/state.ts'
import type { AnyUpdate, ServerMessage } from '../../protocol/messages.ts'
import { widestView } from '../../protocol/view.ts'
import type { ClientStatus } from '../status.ts'
import { Answers } from './answers.ts'
import { Followed } from './followed.ts'
import type { FollowedBoard } from './followed-board.ts'
import type { FollowedMatch, Follower, Held } from './followed-match.ts'
import { type RequestLine, RequestSender } from './request-sender.ts'

export interface FollowOptions {
  readonly delayMs?: number
  readonly from?: Held<ScoreState> & { readonly asOf?: number }
}

export interface FollowingOptions extends RequestLine {
  /** As of `ClientOptions`. */
  readonly random: () => number
  /** The server's time, in ms since the epoch. */
  now(): number
  /** Something could not be given now: call `retry` after a while. */
  onPostponed(): void
  /** Statuses may have changed. */
  onChanged(): void
}

/**
 * Keeps what a client follows current over one connection after another.
 *
 * `Followed` has what is wanted and what the server has, `plan` says what to ask because the two differ, `RequestSender` asks
 * it, `Answers` takes what comes back. The server sends each match once per connection, whether it was asked for by itself or
 * brought by boards; so each has one `FollowedMatch`, which all its subscriptions share.
 */
export class Following {
  readonly #followed: Followed
  readonly #answers: Answers
  readonly #sender: RequestSender
  readonly #onChanged: () => void
  #isDue = false

  constructor(options: FollowingOptions) {
    this.#onChanged = () => options.onChanged()
    this.#followed = new Followed(
      options.random,
      () => this.#changed(),
      () => options.now(),
    )
    this.#answers = new Answers(this.#followed, {
      onPostponed: () => options.onPostponed(),
      onListing: this.#onChanged,
    })
    this.#sender = new RequestSender(options, {
      plan: () => this.#followed.plan(),
      sent: (planned, id) => this.#followed.sent(planned, id),
    })
  }

  follow(name: string, follower: Follower, { from, delayMs }: FollowOptions): FollowedMatch {
    const match = this.#followed.match(name)
    if (from && match.start(from)) this.#followed.server.matches.unsync(name)
    match.followers.add(follower)
    if (delayMs !== undefined) match.ownDelayMs = delayMs
    // Of the others nothing changes: a page that follows 600 would look through all of them for each.
    this.#followed.refresh(match)
    this.#sender.soon()
    return match
  }

  unfollow(match: FollowedMatch, follower: Follower): void {
    match.followers.delete(follower)
    if (!match.isFollowed) match.ownDelayMs = undefined
    this.#followed.release(match)
    this.#followed.refresh(match)
    this.#changedSoon()
  }

  openBoard(name: string, { delayMs, view, everyMs }: Follower & { readonly delayMs?: number }): FollowedBoard {
    const board = this.#followed.board(name)
    // The delay that others asked for holds as long as they have the board.
    board.delayMs = delayMs ?? (board.isNeeded ? board.delayMs : 0)
    board.view = board.isNeeded ? widestView(board.view, view) : view
    board.everyMs = board.isNeeded ? Math.min(board.everyMs, everyMs) : everyMs
    this.#changed()
    return board
  }

  closeBoard(board: FollowedBoard): void {
    this.#followed.releaseBoard(board)
    this.#changed()
  }

  /** Sends nothing more. */
  close(): void {
    this.#sender.end()
    this.#followed.close()
  }

  /** A new connection: everything is asked for again. */
  restart(messageBytes: number): void {
    this.#followed.restart(messageBytes)
    this.#sender.restart()
  }

  take(message: ServerMessage): void {
    switch (message.op) {
      case 'update':
        this.#takeUpdate(message)
        break
      case 'updates':
        for (const update of message.updates) this.#takeUpdate({ op: 'update', at: message.at, ...update })
        break
      case 'snapshot':
        this.#current(message.match)?.takeSnapshot(message)
        break
      case 'feed':
        this.#followed.matches.get(message.match)?.takeFeed(message)
        break
      case 'gone':
        if (this.#followed.matches.has(message.match)) this.#followed.miss(message.match)
        this.#changed()
        break
      case 'subscribed':
        this.#answers.takeSubscribed(message)
        this.#changed()
        break
      case 'unsubscribed':
        this.#answers.takeUnsubscribed(message)
        this.#changed()
        break
      case 'board':
        this.#answers.takeBoard(message)
        this.#changed()
        break
      case 'error':
        this.#answers.takeError(message)
        this.#changed()
        break
    }
    this.#sender.heard(message)
  }

  /** The server has taken the viewer's token, or a new one. */
  takeToken(leastDelayMs: number): void {
    this.#followed.takeToken(leastDelayMs)
    this.#changed()
  }

  /** Asks for what was postponed. */
  retry(): void {
    this.#followed.server.matches.retry()
    this.#followed.server.boards.retry()
    this.#changed()
  }

  /** Updates that were missed while there was no connection are on their way. */
  get isResuming(): boolean {
    return this.#followed.isResuming
  }

  /** Tells each match and board its status. @param lastLiveAt when the client could last vouch for what it shows */
  showStatus(client: ClientStatus, lastLiveAt: number | undefined): void {
    this.#followed.showStatus(client, lastLiveAt)
  }

  #takeUpdate(update: AnyUpdate): void {
    const match = this.#current(update.match)
    if (!match || match.takeUpdate(update)) return
    this.#followed.server.matches.unsync(update.match)
    this.#changed()
  }

  /** Undefined also while an answer is to come, which covers all that the server sends before it. */
  #current(name: string): FollowedMatch | undefined {
    const match = this.#followed.matches.get(name)
    if (!match) return undefined
    if (this.#followed.isMatchCurrent(match)) return match
    this.#passOver(name)
    return undefined
  }

  /**
   * The server sent what is not wanted so, with a delay of before for instance. The next message no longer continues what is
   * held, also if the page wants it like before again until then.
   */
  #passOver(name: string): void {
    const { matches } = this.#followed.server
    const membership = matches.of(name)
    if (membership.kind !== 'joined') return
    if (membership.by === 'request') matches.unsync(name)
    else matches.leave(name)
    this.#changed()
  }

  /** Once for all that a page lets go of in one turn. */
  #changedSoon(): void {
    this.#sender.soon()
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      this.#onChanged()
    })
  }

  #changed(): void {
    this.#sender.soon()
    this.#onChanged()
  }
}
