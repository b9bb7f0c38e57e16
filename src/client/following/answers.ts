import type {
  BoardMessage,
  ErrorMessage,
  SubscribedMatch,
  SubscribedMessage,
  UnsubscribedMessage,
} from '../../protocol/messages.ts'
import { viewOf } from '../../protocol/view.ts'
import type { BoardCode } from '../status.ts'
import type { Followed } from './followed.ts'
import type { FollowedBoard } from './followed-board.ts'
import type { Joined } from './membership.ts'
import { isShownAlike, type Shown, shownOf } from './shown.ts'

export interface AnswersOptions {
  /** Something could not be given now, and should be asked for again after a while. */
  onPostponed(): void
  /** A list is about to be told: statuses have to be right before that. */
  onListing(): void
}

/** Brings the memberships into line with what the server answers, and with what its boards bring. */
export class Answers {
  readonly #followed: Followed
  readonly #options: AnswersOptions
  /** Boards whose list has come, and not all of their rows. */
  readonly #listed = new Set<string>()

  constructor(followed: Followed, options: AnswersOptions) {
    this.#followed = followed
    this.#options = options
  }

  takeSubscribed({ id, matches, rejected, boards = [], more }: SubscribedMessage): void {
    const { server } = this.#followed
    const brought = new Map<string, SubscribedMatch>()
    for (const joined of matches) {
      const membership = server.matches.of(joined.match)
      if (membership.kind !== 'asked' || membership.id !== id) brought.set(joined.match, joined)
      else this.#join(joined, { ...shownOf(membership), by: 'request' })
    }
    for (const { match, code } of rejected) {
      if (!server.matches.isAskedIn(id, match) || code === 'unavailable') continue
      if (code === 'match-not-found') this.#followed.miss(match)
      else server.matches.refuse(match, code)
    }
    for (const listed of boards) {
      const board = this.#followed.boards.get(listed.board)
      const membership = server.boards.of(listed.board)
      if (!board || membership.kind !== 'asked' || membership.id !== id) continue
      this.#listed.delete(board.name)
      if (!('matches' in listed)) {
        if (listed.code !== 'unavailable') this.#refuseBoard(board, listed.code)
      } else if (!isShownAlike(membership, board)) {
        server.boards.unsync(board.name)
      } else {
        if (more) this.#listed.add(board.name)
        else server.boards.join(board.name, { ...shownOf(board), by: 'request' })
        board.isSuspect = false
        this.#list(board, listed.matches, brought)
      }
    }
    if (boards.length === 0) this.#takeRows(id, brought)
    if (more) return
    // All rows are there: until then nothing on these boards is asked for by itself.
    for (const name of server.boards.askedIn(id)) {
      const membership = server.boards.of(name)
      if (!this.#listed.delete(name) || membership.kind !== 'asked') continue
      server.boards.join(name, { ...shownOf(membership), by: 'request' })
    }
    this.#postpone(id)
  }

  takeUnsubscribed({ matches: names }: UnsubscribedMessage): void {
    const { matches } = this.#followed.server
    // A board has brought it before the server read the unsubscribe, which took that too.
    for (const match of names) if (matches.of(match).kind === 'joined') matches.unsync(match)
  }

  takeBoard({ board: name, matches, joined }: BoardMessage): void {
    const board = this.#followed.boards.get(name)
    if (!board) return
    // A board that is asked for again brings its matches again: with another delay, these would be shown too early.
    const brought = this.#followed.isBoardCurrent(board) ? joined : []
    this.#list(board, matches, new Map(brought.map((each) => [each.match, each])))
  }

  /** One match that the server cannot read costs the whole request; asked for alone it costs no other. */
  takeError({ id, code }: ErrorMessage): void {
    const { server, boards, matches } = this.#followed
    if (code === 'invalid-message') {
      for (const name of server.matches.askedIn(id)) {
        const match = matches.get(name)
        if (match?.isSuspect) server.matches.refuse(name, 'invalid-match-id')
        if (match) match.isSuspect = true
      }
      for (const name of server.boards.askedIn(id)) {
        const board = boards.get(name)
        if (board?.isSuspect) this.#refuseBoard(board, 'invalid-board')
        if (board) board.isSuspect = true
      }
    }
    this.#postpone(id)
  }

  /** Further rows of boards that were listed before. */
  #takeRows(id: number | undefined, brought: ReadonlyMap<string, SubscribedMatch>): void {
    for (const name of this.#followed.server.boards.askedIn(id)) {
      const board = this.#followed.boards.get(name)
      for (const match of board?.matches ?? []) {
        const joined = brought.get(match.match)
        if (board && joined) this.#bring(joined, board)
      }
    }
  }

  #refuseBoard(board: FollowedBoard, code: BoardCode): void {
    this.#followed.server.boards.refuse(board.name, code)
    this.#list(board, [], new Map())
  }

  /** What is on a board now, and what the server brought with it. */
  #list(board: FollowedBoard, names: readonly string[], brought: ReadonlyMap<string, SubscribedMatch>): void {
    const before = board.matches
    const matches = names.map((name) => this.#followed.match(name))
    for (const match of matches) {
      match.boards.add(board)
      const joined = brought.get(match.match)
      if (joined) this.#bring(joined, board)
    }
    this.#options.onListing()
    board.take(matches)
    const present = new Set(matches)
    for (const match of before) if (!present.has(match)) match.boards.delete(board)
  }

  #bring(joined: SubscribedMatch, board: Shown): void {
    const membership = this.#followed.server.matches.of(joined.match)
    // It is asked for by itself: that answer covers this.
    if (membership.kind === 'asked' || membership.kind === 'unsynced') return
    // A match that was asked for by itself comes again if the board wants more of it; its own delay holds.
    const isOwn = membership.kind === 'joined' && membership.by === 'request'
    const { delayMs, view, everyMs } = shownOf(board)
    this.#join(joined, {
      by: isOwn ? 'request' : 'board',
      delayMs: isOwn ? membership.delayMs : delayMs,
      view,
      everyMs: membership.kind === 'joined' ? Math.min(membership.everyMs, everyMs) : everyMs,
    })
  }

  #join(joined: SubscribedMatch, asked: Joined): void {
    const { matches } = this.#followed.server
    const match = this.#followed.match(joined.match)
    match.isSuspect = false
    this.#followed.found(joined.match)
    // What others want of it may have made the server send more than was asked for here.
    const membership = 'state' in joined ? { ...asked, view: viewOf(joined.state) } : asked
    if (membership.delayMs !== match.delayMs || match.wouldLose(membership.view)) {
      // With the delay of before, it might be shown too early; in a narrower view, less than is shown already. What a board brought is none of our requests.
      if (membership.by === 'request') matches.unsync(match.match)
      else matches.leave(match.match)
    } else {
      matches.join(match.match, membership)
      if (!match.takeJoin(joined, membership.view)) matches.unsync(match.match, true)
    }
  }

  /** What this request asked for and was not given is asked for again later. */
  #postpone(id: number | undefined): void {
    const { server } = this.#followed
    const [matches, boards] = [server.matches.askedIn(id), server.boards.askedIn(id)]
    for (const match of matches) server.matches.postpone(match)
    for (const board of boards) server.boards.postpone(board)
    if (matches.length + boards.length > 0) this.#options.onPostponed()
  }
}
