import { type Access, SEES_ALL } from '../../../access/access.ts'
import type { MatchFacts } from '../../../access/board-pattern.ts'
import type {
  SubscribeBoard,
  SubscribeMatch,
  SubscribeRequest,
  UnsubscribeRequest,
} from '../../../protocol/client-messages.ts'
import type { Limits, Position, SubscribedBoard } from '../../../protocol/messages.ts'
import { Board, type BoardMember } from '../../boards/board.ts'
import { type Part, Piece } from '../../delivery/deflate.ts'
import { eventIdOf } from '../../delivery/server-sent-event.ts'
import type { BaseChannel, Channel, TickMember } from '../../rooms/channel.ts'
import type { SilentFeeds } from '../../silent-feeds.ts'
import type { Tallies } from '../../tallies.ts'
import { isSameKind, type Kind, sharedKind } from '../../variants/kind.ts'
import { admit } from './admit-request.ts'
import { BoardChange } from './board-change.ts'
import { type BoardRow, BoardRows } from './board-rows.ts'
import { joinEntries } from './joined-entries.ts'
import { type Opened, type Openers, openRequest } from './open-request.ts'
import { PortionSize } from './portion-size.ts'
import { type WatchedBoard, WatchedBoards } from './watched-boards.ts'

export interface SubscriptionsOptions extends Openers {
  /** Left out, no feed counts as silent. */
  readonly silentFeeds?: Pick<SilentFeeds, 'staleSince'>
  readonly limits: Pick<Limits, 'subscriptions'>
  readonly tallies: Tallies
  /** The characters of the first portion of a board; for tests. */
  readonly portionCharacters?: number
}

/** What is sent at once, and the rows of boards that follow when there is space. */
export interface Answer {
  readonly parts: readonly Part[]
  readonly rest?: BoardRows
  /** Where a viewer of Server-Sent Events is after it, if it tells of one match alone. */
  readonly eventId?: string
}

/** A match that is watched once, whatever asks for it. */
interface WatchedMatch {
  readonly channel: Channel
  /** As it was asked for by itself; absent if only boards bring it. */
  readonly own: Kind | undefined
}

/** The delivery to the viewer, as its subscriptions see it. */
export interface SubscribedViewer extends TickMember, BoardMember {
  /** An answer of this turn tells it the newest of the channel. */
  welcomed(channel: Channel): void
}

/** What one viewer watches: matches it asked for by themselves, and those that its boards bring. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #viewer: SubscribedViewer
  readonly #matches = new Map<string, WatchedMatch>()
  /** What the viewer may see. */
  access: Access = SEES_ALL
  /** Absent while it watches no board. */
  #boards: WatchedBoards | undefined

  constructor(options: SubscriptionsOptions, viewer: SubscribedViewer) {
    this.#options = options
    this.#viewer = viewer
  }

  watches(channel: Channel): boolean {
    return this.#matches.get(channel.match)?.channel === channel
  }

  /** The match is gone. */
  forget({ match }: Channel): void {
    this.#leaveMatch(match)
  }

  get isEmpty(): boolean {
    return this.#matches.size === 0 && this.#boards === undefined
  }

  watchesMatch(match: string): boolean {
    return this.#matches.has(match)
  }

  /** Opens what a request needs; at once if all of it is open already. Never rejects. */
  open(request: SubscribeRequest): Opened | Promise<Opened> {
    const admitted = admit(request, {
      access: this.access,
      own: [...this.#matches.keys()].filter((match) => !this.#isBrought(match)),
      ownBoards: this.#boards?.names ?? [],
      limits: this.#options.limits,
    })
    return openRequest(admitted, this.#options, this.#viewer)
  }

  /** Joins everything without an await, so that no update falls between the answer and the stream. `[W2]` Of long boards only the first rows. */
  join(request: SubscribeRequest, { matches, boards, rejected, refusedBoards }: Opened, isDeflated = false): Answer {
    const listed: SubscribedBoard[] = []
    const rows: BoardRow[] = []
    // Before the matches, which are told once, as they and these boards ask.
    for (const { wanted, board } of boards) {
      if (!(board instanceof Board) || !board.join(this.#viewer)) {
        listed.push({ board: wanted.board, code: board instanceof Board ? 'unavailable' : board })
        continue
      }
      rows.push(...this.#joinBoard(board, wanted))
      listed.push({ board: wanted.board, matches: board.channels.map(({ match }) => match) })
    }
    const entries: Part[] = []
    for (const { wanted, channel } of matches) {
      const isForbidden = typeof channel !== 'string' && !this.#allows(channel)
      const text = typeof channel === 'string' || isForbidden ? undefined : this.#joinChannel(channel, wanted)
      if (text !== undefined) entries.push(text)
      else if (isForbidden) rejected.push({ match: wanted.match, code: 'forbidden' })
      else rejected.push({ match: wanted.match, code: typeof channel === 'string' ? channel : 'unavailable' })
    }
    if (boards.length > 0) this.#leaveStrays()
    const rest = new BoardRows(request.id, rows, new PortionSize(isDeflated, this.#options.portionCharacters))
    const list = request.boards.length > 0 ? `,"boards":${JSON.stringify([...listed, ...refusedBoards])}` : ''
    const parts = this.#tellRows(rest, entries, `"rejected":${JSON.stringify(rejected)}${list}`)
    const eventId = boards.length === 0 && entries.length === 1 ? this.#eventIdOf(matches) : undefined
    return { parts, ...(!rest.isOver && { rest }), ...(eventId !== undefined && { eventId }) }
  }

  /** Where the only match that could be joined is now. */
  #eventIdOf(matches: Opened['matches']): string | undefined {
    for (const { wanted } of matches) {
      const log = this.#matches.get(wanted.match)?.channel.log
      if (log !== undefined) return eventIdOf(wanted.match, log)
    }
    return undefined
  }

  /** Joins the next rows of an answer. @returns the `subscribed` message that has them */
  joinMore(rest: BoardRows): Part[] {
    return this.#tellRows(rest, [], '"rejected":[]')
  }

  #tellRows(rest: BoardRows, entries: Part[], end: string): Part[] {
    rest.tellSome(({ watched, base, position }) => {
      const { board } = watched
      // The viewer has let go of the board, or has asked for it again: with another delay these rows would be shown too early, and
      // a position holds for the view that it came with. Or the match has left it: a `board` message says so.
      const { match } = base
      if (this.#boards?.get(board.name) !== watched || !board.has(match)) return 0
      // As it was told it stays until it is asked for anew, though another request has changed how it would be brought now.
      if (rest.told.has(match) && this.#matches.has(match)) return 0
      const part = this.#bring(watched, base, position)
      if (part === undefined) return 0
      rest.told.add(match)
      entries.push(part)
      return part.toString().length
    })
    const id = rest.id === undefined ? '' : `"id":${rest.id},`
    const more = rest.isOver ? '' : ',"more":true'
    return [`{"op":"subscribed",${id}"matches":[`, ...joinEntries(entries), `],${end}${more}}`]
  }

  /**
   * Joins what has come to a changed board, as much of it as a portion holds, and leaves what it has lost.
   *
   * @returns the message that says so; undefined if the viewer has let go of the board
   */
  followBoard(change: BoardChange): Part[] | undefined {
    const { board } = change
    const watched = this.#boards?.get(board.name)
    if (watched?.board !== board) return undefined
    const entries: Part[] = []
    const { matches, left } = change.tellSome((base) => {
      const part = this.#bring(watched, base)
      if (part !== undefined) entries.push(part)
      return part?.toString().length ?? 0
    })
    for (const match of left) {
      watched.left.delete(match)
      if (!this.#isOnBoard(match) && this.#isBrought(match)) this.#leaveMatch(match)
    }
    const names = JSON.stringify({ board: board.name, matches })
    const start = `{"op":"board",${names.slice(1, -1)},"joined":[`
    return [start, ...joinEntries(entries), `],"left":${JSON.stringify(left)}}`]
  }

  /** @param told what the viewer knows to be on the board */
  changeOf(board: Board, told: Iterable<string>, isDeflated = false): BoardChange {
    return new BoardChange(board, told, new PortionSize(isDeflated, this.#options.portionCharacters))
  }

  unsubscribe({ matches, boards }: UnsubscribeRequest): void {
    for (const match of matches) {
      this.#leaveMatch(match)
      this.#boards?.leaveMatch(match)
    }
    for (const name of boards) this.#boards?.leave(name)
    if (this.#boards?.isEmpty) this.#boards = undefined
    if (boards.length > 0) this.#leaveStrays()
  }

  /** The viewer is gone: nobody asks any more what it watched. */
  end(): void {
    for (const { channel } of this.#matches.values()) channel.leave(this.#viewer)
    this.#boards?.leaveAll()
  }

  #allows({ match, log }: BaseChannel): boolean {
    // Where everything is allowed the state need not be brought up to date.
    return this.access === SEES_ALL || this.access.allowsMatch(match, log.state() satisfies MatchFacts)
  }

  #joinChannel(base: BaseChannel, { match, position, ...wish }: SubscribeMatch): Part | undefined {
    const own = sharedKind(wish)
    this.#boards?.returnTo(match)
    const kind = this.#kindOf(match, own)
    return this.#watch(base.variant(kind), own, resumable(position, own, kind))
  }

  /** @returns the rows that the viewer has not been told of */
  #joinBoard(board: Board, { positions = [], ...wish }: SubscribeBoard): BoardRow[] {
    this.#boards ??= new WatchedBoards(this.#viewer)
    const watched = this.#boards.add(board, sharedKind(wish))
    const held = new Map(positions.map((position) => [position.match, position]))
    return board.channels.map((base) => ({ watched, base, position: held.get(base.match) }))
  }

  /** Joins the channel that a board brings. @returns its state, or what was missed; undefined if the viewer has it already */
  #bring({ board, kind: asked, left }: WatchedBoard, brought: BaseChannel, position?: Position): Part | undefined {
    const { match } = brought
    if (left.has(match)) return undefined
    const before = this.#matches.get(match)
    const kind = this.#kindOf(match, before?.own ?? asked)
    // A match that was asked for by itself, perhaps delayed, stays so; but a board may want more of it.
    const base = before !== undefined && this.#keepsBase(before, board) ? before.channel.base : brought
    // It stays with the ticker that it has, which may be that of another board.
    if (before?.channel.base === base && isSameKind(before.channel.kind, kind)) return undefined
    const channel = base.variant(kind, before?.own === undefined ? board.ticker(kind) : undefined)
    return this.#watch(channel, before?.own, resumable(position, asked, kind))
  }

  /** A match has one delay: the one it was asked for with by itself, else that of the board which brought it first. */
  #keepsBase({ own, channel: { base } }: WatchedMatch, board: Board): boolean {
    return own !== undefined || (!base.isClosed && (this.#boards?.othersHold(base, board) ?? false))
  }

  /** @returns what the viewer is told of the match; undefined if there is no such channel, or it has closed meanwhile */
  #watch(channel: Channel | undefined, own: Kind | undefined, position: Position | undefined): Part | undefined {
    if (channel === undefined) return undefined
    const { match } = channel
    const before = this.#matches.get(match)?.channel
    if (before !== undefined && before !== channel) before.leave(this.#viewer)
    const isAhead = position !== undefined && !channel.isClosed && channel.isAhead(position)
    const part = channel.join(this.#viewer, position)
    if (part === undefined) {
      this.#matches.delete(match)
      return undefined
    }
    const { joins } = this.#options.tallies
    if (position === undefined) joins.fresh += 1
    else joins[isAhead ? 'ahead' : part instanceof Piece ? 'snapshot' : 'updates'] += 1
    this.#matches.set(match, { channel, own })
    this.#viewer.welcomed(channel)
    // `[H7]` The answer says that the match's feed is silent.
    const at = this.#options.silentFeeds?.staleSince(match)
    return at === undefined ? part : `${part},"feed":{"health":"stale","at":${at}}`
  }

  /** The kind that serves `asked` and every board that has the match. */
  #kindOf(match: string, asked: Kind): Kind {
    return this.#boards?.widest(match, asked) ?? asked
  }

  /** Leaves what boards have brought and no board has any more. */
  #leaveStrays(): void {
    for (const match of this.#matches.keys())
      if (this.#isBrought(match) && !this.#isOnBoard(match)) this.#leaveMatch(match)
  }

  #isOnBoard(match: string): boolean {
    return this.#boards?.has(match) ?? false
  }

  #leaveMatch(match: string): void {
    this.#matches.get(match)?.channel.leave(this.#viewer)
    this.#matches.delete(match)
  }

  /** Only boards have brought it. */
  #isBrought(match: string): boolean {
    const watched = this.#matches.get(match)
    return watched !== undefined && watched.own === undefined
  }
}

/** Updates of a wider view than the one asked for do not continue what the viewer has. */
function resumable(position: Position | undefined, asked: Kind, kind: Kind): Position | undefined {
  return asked.view === kind.view ? position : undefined
}
