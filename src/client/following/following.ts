import type {
  BoardMessage,
  ErrorMessage,
  ServerMessage,
  SubscribedMatch,
  SubscribedMessage,
} from '../../protocol/messages.ts'
import type { BoardCode } from '../status.ts'
import { BoardView } from './followed-board.ts'
import { type Held, type Joined, MatchView } from './followed-match.ts'
import { Asker, type AskerLine, type Errand } from './request-sender.ts'

export interface FollowingOptions extends AskerLine {
  /** Something was not given just now: call `retry` after a while. */
  onPostponed(): void
  onJoinsChanged(): void
}

/**
 * What a client follows, and how far the server was asked for it. The server carries each match once per connection, whether it was
 * asked for by itself or brought by boards; so each has one view here, which everybody shares.
 */
export class Following {
  readonly views = new Map<string, MatchView>()
  readonly boards = new Map<string, BoardView>()
  readonly #options: FollowingOptions
  readonly #asker: Asker

  constructor(options: FollowingOptions) {
    this.#options = options
    this.#asker = new Asker(options, () => this.#collect())
  }

  follow(match: string, { from, delayMs }: { readonly from?: Held; readonly delayMs?: number }): MatchView {
    const view = this.#viewOf(match)
    if (from) view.start(from)
    view.followers += 1
    if (delayMs !== undefined) view.ownDelayMs = delayMs
    // Whatever becomes of the board that is to bring it.
    if (view.join.kind === 'expected' || view.join.kind === 'wanted') this.#ask(view)
    else this.#settle(view)
    return view
  }

  unfollow(view: MatchView): void {
    view.followers -= 1
    if (view.followers === 0) view.ownDelayMs = undefined
    this.#settle(view)
  }

  openBoard(name: string, delayMs: number | undefined): BoardView {
    const known = this.boards.get(name)
    const board = known ?? new BoardView(name)
    this.boards.set(name, board)
    // What it was for others stands only as long as they have it.
    const delay = delayMs ?? (board.isNeeded ? board.delayMs : 0)
    if (delay !== board.delayMs) {
      board.delayMs = delay
      board.join = { kind: 'wanted' }
      for (const view of board.views) this.#settle(view)
    }
    this.#asker.soon()
    return board
  }

  closeBoard(board: BoardView): void {
    if (board.isNeeded) return
    // What the server has stays until it is told, for the page may come back to it before.
    if (board.wasAsked) this.#asker.soon()
    else this.#remove(board)
  }

  /** Sends nothing more. */
  close(): void {
    this.#asker.end()
  }

  /** A new connection: everything is asked for again. */
  greet(messageBytes: number): void {
    this.#collect() // Of what nobody needs a new connection is not even told.
    for (const each of [...this.boards.values(), ...this.views.values()]) each.wasAsked = false
    for (const board of this.boards.values()) board.join = { kind: 'wanted' }
    for (const view of this.views.values()) {
      // What a board brings does not count against the limit. With another delay it would show too much.
      const isBrought = [...view.boards].some(({ delayMs }) => delayMs === view.delayMs)
      view.join = { kind: isBrought ? 'expected' : 'wanted' }
    }
    this.#asker.greet(messageBytes)
  }

  take(message: ServerMessage): void {
    switch (message.op) {
      case 'subscribed':
        this.#takeSubscribed(message)
        break
      case 'unsubscribed':
        for (const match of message.matches) this.#takeLeft(match)
        break
      case 'board':
        this.#takeBoard(message)
        break
      case 'update': {
        const view = this.views.get(message.match)
        if (view && !view.takeUpdate(message)) this.#ask(view)
        break
      }
      case 'snapshot':
        this.views.get(message.match)?.takeSnapshot(message)
        break
      case 'error':
        this.#takeError(message)
        break
    }
    this.#asker.heard(message)
  }

  /** Asks for what was postponed. */
  retry(): void {
    for (const view of this.views.values()) if (view.join.kind === 'postponed') view.join = { kind: 'wanted' }
    for (const board of this.boards.values()) if (board.join.kind === 'postponed') board.join = { kind: 'wanted' }
    this.#asker.soon()
  }

  /** Updates that were missed while there was no connection are on their way. */
  get isResuming(): boolean {
    return [...this.views.values()].some(
      ({ join, held, boards }) =>
        (join.kind === 'asked' && join.isResume) ||
        (join.kind === 'expected' && held !== undefined && [...boards].some((board) => board.join.kind === 'asked')),
    )
  }

  #viewOf(match: string): MatchView {
    const view = this.views.get(match) ?? new MatchView(match)
    this.views.set(match, view)
    return view
  }

  #takeSubscribed({ id, matches, rejected, boards = [] }: SubscribedMessage): void {
    const brought = new Map<string, SubscribedMatch>()
    for (const joined of matches) {
      const view = this.#asked(joined.match, id)
      if (view?.join.kind !== 'asked') brought.set(joined.match, joined)
      else this.#join(view, joined, { kind: 'joined', isBrought: false, delayMs: view.join.delayMs })
    }
    for (const { match, code } of rejected) {
      const view = this.#asked(match, id)
      if (view && code !== 'unavailable') view.refuse(code)
    }
    for (const listed of boards) {
      const board = this.boards.get(listed.board)
      const isAnswer = board?.join.kind === 'asked' && board.join.id === id
      if (!board || !isAnswer) continue
      if ('matches' in listed) {
        board.join = { kind: 'joined' }
        this.#list(board, listed.matches, brought)
      } else if (listed.code !== 'unavailable') {
        this.#refuseBoard(board, listed.code)
      }
    }
    this.#postpone(id)
    this.#options.onJoinsChanged()
  }

  /** What a board brought while this was on its way has gone with it. */
  #takeLeft(match: string): void {
    const view = this.views.get(match)
    if (view?.join.kind === 'joined') this.#ask(view)
  }

  /** One match that the server cannot read costs the whole request; asked for alone it costs no other. */
  #takeError({ id, code }: ErrorMessage): void {
    if (code === 'invalid-message') {
      const { views, boards } = this.#unanswered(id)
      for (const view of views) if (view.isSuspect) view.refuse('invalid-match-id')
      for (const board of boards) if (board.isSuspect) this.#refuseBoard(board, 'invalid-board')
      for (const each of [...views, ...boards]) each.isSuspect = true
    }
    this.#postpone(id)
    this.#options.onJoinsChanged()
  }

  #refuseBoard(board: BoardView, code: BoardCode): void {
    board.refuse(code)
    this.#list(board, [], new Map())
  }

  #takeBoard({ board: name, matches, joined }: BoardMessage): void {
    const board = this.boards.get(name)
    if (board) this.#list(board, matches, new Map(joined.map((each) => [each.match, each])))
    this.#options.onJoinsChanged()
  }

  /** What is on a board now, and what the server brought with it. */
  #list(board: BoardView, matches: readonly string[], brought: ReadonlyMap<string, SubscribedMatch>): void {
    const before = board.views
    const views = matches.map((match) => this.#viewOf(match))
    for (const view of views) {
      view.boards.add(board)
      const joined = brought.get(view.match)
      // One that was asked for by itself has an answer to come, which covers this; or this is one, and out of date.
      const isAskedAgain = view.join.kind === 'wanted' && view.wasAsked
      if (!joined || view.join.kind === 'asked' || isAskedAgain) continue
      if (view.delayMs !== board.delayMs) this.#ask(view)
      else this.#join(view, joined, { kind: 'joined', isBrought: true, delayMs: board.delayMs })
    }
    this.#options.onJoinsChanged()
    board.take(views)
    const present = new Set(views)
    for (const view of before) if (!present.has(view)) this.#takeFrom(board, view)
    for (const view of views) this.#settle(view)
  }

  #takeFrom(board: BoardView, view: MatchView): void {
    view.boards.delete(board)
    this.#settle(view)
  }

  #join(view: MatchView, joined: SubscribedMatch, join: Joined): void {
    view.wasAsked = !join.isBrought
    view.isSuspect = false
    if (!view.takeJoin(joined, join)) this.#ask(view)
  }

  /** Makes what the server has for a match what is wanted of it. */
  #settle(view: MatchView): void {
    const { join } = view
    const isAwaited = [...view.boards].some((board) => board.isAwaited)
    if (!view.isNeeded) {
      // As for a board.
      if (view.wasAsked) this.#asker.soon()
      else this.views.delete(view.match)
    } else if (join.kind === 'expected') {
      const isPostponed = [...view.boards].some((board) => board.join.kind === 'postponed')
      if (!isAwaited && (view.followers > 0 || !isPostponed)) this.#ask(view)
    } else if (join.kind === 'joined' && join.isBrought && view.boards.size === 0) {
      this.#ask(view)
    } else if ((join.kind === 'joined' || join.kind === 'asked') && join.delayMs !== view.delayMs) {
      const comesWithBoard = join.kind === 'joined' && join.isBrought && view.ownDelayMs === undefined && isAwaited
      if (!comesWithBoard) this.#ask(view)
    }
  }

  #asked(match: string, id: number | undefined): MatchView | undefined {
    const view = this.views.get(match)
    return view?.join.kind === 'asked' && view.join.id === id ? view : undefined
  }

  #unanswered(id: number | undefined): { readonly views: MatchView[]; readonly boards: BoardView[] } {
    const isUnanswered = ({ join }: MatchView | BoardView) => join.kind === 'asked' && join.id === id
    return {
      views: [...this.views.values()].filter(isUnanswered),
      boards: [...this.boards.values()].filter(isUnanswered),
    }
  }

  /** What this request asked for and was not given is asked for again later. */
  #postpone(id: number | undefined): void {
    const { views, boards } = this.#unanswered(id)
    for (const each of [...views, ...boards]) each.join = { kind: 'postponed' }
    for (const board of boards) for (const view of board.views) this.#settle(view)
    if (views.length + boards.length > 0) this.#options.onPostponed()
  }

  #ask(view: MatchView): void {
    view.join = { kind: 'wanted' }
    this.#asker.soon()
    this.#options.onJoinsChanged()
  }

  #remove(board: BoardView): void {
    this.boards.delete(board.name)
    for (const view of board.views) this.#takeFrom(board, view)
  }

  /** Lets go of what nobody needs any more, which makes places for others. */
  #collect(): Errand {
    const boards = [...this.boards.values()].filter(({ isNeeded }) => !isNeeded)
    for (const board of boards) this.#remove(board)
    const views = [...this.views.values()].filter(({ isNeeded }) => !isNeeded)
    for (const { match } of views) this.views.delete(match)
    if (views.length > 0) wantAgain(this.views.values(), 'too-many-subscriptions')
    if (boards.length > 0) wantAgain(this.boards.values(), 'too-many-boards')
    return {
      left: { matches: views.map(({ match }) => match), boards: boards.map(({ name }) => name) },
      wanted: [...this.views.values(), ...this.boards.values()].filter(({ join }) => join.kind === 'wanted'),
    }
  }
}

function wantAgain(refused: Iterable<MatchView | BoardView>, code: string): void {
  for (const each of refused) {
    if (each.join.kind === 'refused' && each.join.code === code) each.join = { kind: 'wanted' }
  }
}
