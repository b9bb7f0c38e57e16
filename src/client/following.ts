import type { BoardMessage, ServerMessage, SubscribedMatch, SubscribedMessage } from '../protocol/messages.ts'
import { BoardView } from './board-view.ts'
import { type Held, type Joined, MatchView } from './match-view.ts'
import type { Request } from './session.ts'
import { ENVELOPE_BYTES, subscribeFrames } from './subscribe-frames.ts'

export interface FollowingOptions {
  isConnected(): boolean
  /** Sends a request on the open connection and returns its id. */
  request(request: Request): number
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
  readonly #left = { matches: new Set<string>(), boards: new Set<string>() }
  #messageBytes = 0
  #isFlushDue = false

  constructor(options: FollowingOptions) {
    this.#options = options
  }

  follow(match: string, { from, delayMs }: { readonly from?: Held; readonly delayMs?: number }): MatchView {
    const view = this.#viewOf(match)
    view.followers += 1
    if (from) view.start(from)
    if (delayMs !== undefined) view.ownDelayMs = delayMs
    // Whatever becomes of the board that is to bring it.
    if (view.join.kind === 'expected') this.#ask(view)
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
    if (delayMs !== undefined && delayMs !== board.delayMs) {
      board.delayMs = delayMs
      board.join = { kind: 'wanted' }
      for (const view of board.views) this.#settle(view)
    }
    this.#flushSoon()
    return board
  }

  closeBoard(board: BoardView): void {
    if (board.listeners.size > 0) return
    this.boards.delete(board.name)
    if (board.join.kind === 'asked' || board.join.kind === 'joined') this.#left.boards.add(board.name)
    for (const other of this.boards.values()) {
      if (other.join.kind === 'refused' && other.join.code === 'too-many-boards') other.join = { kind: 'wanted' }
    }
    for (const view of board.views) this.#takeFrom(board, view)
    this.#flushSoon()
  }

  /** A new connection: everything is asked for again. */
  greet(messageBytes: number): void {
    this.#messageBytes = messageBytes
    this.#left.matches.clear()
    this.#left.boards.clear()
    for (const board of this.boards.values()) board.join = { kind: 'wanted' }
    for (const view of this.views.values()) {
      // What a board brings does not count against the limit. With another delay it would show too much.
      const isBrought = [...view.boards].some(({ delayMs }) => delayMs === view.delayMs)
      view.join = { kind: isBrought ? 'expected' : 'wanted' }
    }
    this.#flush(true)
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
      case 'feed':
        this.views.get(message.match)?.takeFeed(message)
        this.#options.onJoinsChanged()
        break
      case 'error':
        this.#postpone(message.id)
        break
    }
  }

  /** Asks for what was postponed. */
  retry(): void {
    for (const view of this.views.values()) if (view.join.kind === 'postponed') view.join = { kind: 'wanted' }
    for (const board of this.boards.values()) if (board.join.kind === 'postponed') board.join = { kind: 'wanted' }
    this.#flush()
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
      if (view && code !== 'unavailable') view.join = { kind: 'refused', code }
    }
    for (const listed of boards) {
      const board = this.boards.get(listed.board)
      const isAnswer = board?.join.kind === 'asked' && board.join.id === id
      if (!board || !isAnswer) continue
      if ('matches' in listed) {
        board.join = { kind: 'joined' }
        this.#list(board, listed.matches, brought)
      } else if (listed.code !== 'unavailable') {
        board.join = { kind: 'refused', code: listed.code }
        this.#list(board, [], brought)
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
      // One that was asked for by itself has an answer to come, which covers this.
      if (!joined || view.join.kind === 'asked') continue
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
    if (!view.takeJoin(joined, join)) this.#ask(view)
  }

  /** Makes what the server has for a match what is wanted of it. */
  #settle(view: MatchView): void {
    const { join } = view
    const isAwaited = [...view.boards].some((board) => board.isAwaited)
    if (view.followers === 0 && view.boards.size === 0) {
      this.#drop(view)
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

  #drop(view: MatchView): void {
    this.views.delete(view.match)
    const { join } = view
    if (join.kind === 'asked' || (join.kind === 'joined' && !join.isBrought)) this.#left.matches.add(view.match)
    // Its place is free for one that found none.
    for (const other of this.views.values()) {
      if (other.join.kind === 'refused' && other.join.code === 'too-many-subscriptions') other.join = { kind: 'wanted' }
    }
    this.#flushSoon()
  }

  #asked(match: string, id: number | undefined): MatchView | undefined {
    const view = this.views.get(match)
    return view?.join.kind === 'asked' && view.join.id === id ? view : undefined
  }

  /** What this request asked for and was not given is asked for again later. */
  #postpone(id: number | undefined): void {
    const isUnanswered = ({ join }: MatchView | BoardView) => join.kind === 'asked' && join.id === id
    const views = [...this.views.values()].filter(isUnanswered)
    const boards = [...this.boards.values()].filter(isUnanswered)
    for (const each of [...views, ...boards]) each.join = { kind: 'postponed' }
    for (const board of boards) for (const view of board.views) this.#settle(view)
    if (views.length + boards.length > 0) this.#options.onPostponed()
  }

  #ask(view: MatchView): void {
    view.join = { kind: 'wanted' }
    this.#flushSoon()
    this.#options.onJoinsChanged()
  }

  /** Everything asked for in one turn of the page goes out in one frame. */
  #flushSoon(): void {
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    queueMicrotask(() => {
      this.#isFlushDue = false
      this.#flush()
    })
  }

  #flush(isResume = false): void {
    const { isConnected, request } = this.#options
    if (!isConnected()) return
    const matches = [...this.#left.matches]
    const boards = [...this.#left.boards]
    this.#left.matches.clear()
    this.#left.boards.clear()
    if (matches.length + boards.length > 0)
      request({ op: 'unsubscribe', matches, ...(boards.length > 0 && { boards }) })
    const wanted = [
      ...[...this.views.values()].map((view) => ({ view, entry: view.request })),
      ...[...this.boards.values()].map((view) => ({ view, entry: view.request(this.#messageBytes - ENVELOPE_BYTES) })),
    ].filter(({ view }) => view.join.kind === 'wanted')
    for (const frame of subscribeFrames(wanted, this.#messageBytes)) {
      const entriesOf = (kind: typeof MatchView | typeof BoardView) =>
        frame.filter(({ view }) => view instanceof kind).map(({ entry }) => entry)
      const asked = entriesOf(BoardView)
      const id = request({ op: 'subscribe', matches: entriesOf(MatchView), ...(asked.length > 0 && { boards: asked }) })
      for (const { view } of frame) {
        if (view instanceof BoardView) view.join = { kind: 'asked', id }
        else view.join = { kind: 'asked', id, isResume: isResume && view.held !== undefined, delayMs: view.delayMs }
      }
    }
  }
}
