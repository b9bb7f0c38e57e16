import { isMatchId } from '../../protocol/match-id.ts'
import type {
  Limits,
  Position,
  RejectedMatch,
  SubscribeBoard,
  SubscribedBoard,
  SubscribeMatch,
  SubscribeRequest,
  UnsubscribeRequest,
} from '../../protocol/messages.ts'
import { Board, type BoardMember } from '../boards/board.ts'
import type { BoardRejection, Boards } from '../boards/boards.ts'
import { type Part, Piece } from '../delivery/deflate.ts'
import type { Acquired, Channel, Member } from '../rooms/channel.ts'
import type { Rooms } from '../rooms/rooms.ts'

export interface SubscriptionsOptions {
  readonly rooms: Pick<Rooms, 'acquire'>
  readonly boards: Pick<Boards, 'acquire'>
  readonly limits: Pick<Limits, 'subscriptions'>
}

type AcquiredBoard = Board | BoardRejection

/** A request, and everything that was opened for it. */
export interface Opened {
  readonly matches: readonly { readonly wanted: SubscribeMatch; readonly channel: Acquired }[]
  readonly boards: readonly { readonly wanted: SubscribeBoard; readonly board: AcquiredBoard }[]
  readonly rejected: RejectedMatch[]
  readonly refusedBoards: readonly SubscribedBoard[]
}

const MAX_BOARDS = 8
const MAX_NAME_IN_ANSWER = 220

/** What one viewer watches: matches it asked for, and those that its boards bring. A match is watched once, whatever brought it. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions
  readonly #viewer: Member & BoardMember
  readonly #channels = new Map<string, Channel>()
  /** Absent while it watches no board. */
  #boards: Map<string, Board> | undefined
  /** Matches that only boards brought. */
  #brought: Set<string> | undefined

  constructor(options: SubscriptionsOptions, viewer: Member & BoardMember) {
    this.#options = options
    this.#viewer = viewer
  }

  watches(channel: Channel): boolean {
    return this.#channels.get(channel.match) === channel
  }

  /** The match is gone. */
  forget({ match }: Channel): void {
    this.#leaveMatch(match)
  }

  /** Opens what a request needs; at once if all of it is open already. Never rejects. */
  open(request: SubscribeRequest): Opened | Promise<Opened> {
    const { wanted, wantedBoards, rejected, refusedBoards } = this.#admit(request)
    const { rooms, boards: boardsHere } = this.#options
    const channels = wanted.map(({ match, delayMs }) => rooms.acquire(match, delayMs))
    const boards = wantedBoards.map(({ board, delayMs }) => boardsHere.acquire(board, delayMs))
    const assemble = (channelsNow: readonly Acquired[], boardsNow: readonly AcquiredBoard[]): Opened => ({
      matches: wanted.map((item, index) => ({ wanted: item, channel: channelsNow[index] as Acquired })),
      boards: wantedBoards.map((item, index) => ({ wanted: item, board: boardsNow[index] as AcquiredBoard })),
      rejected,
      refusedBoards,
    })
    if (areOpen(channels) && areOpen(boards)) return assemble(channels, boards)
    return Promise.all([Promise.all(channels), Promise.all(boards)]).then(([c, b]) => assemble(c, b))
  }

  /** Joins everything without an await, so that no update falls between the answer and the stream. `[W2]` @returns the `subscribed` message */
  join(request: SubscribeRequest, { matches, boards, rejected, refusedBoards }: Opened): Part[] {
    const entries: Part[] = []
    for (const { wanted, channel } of matches) {
      const text = typeof channel === 'string' ? undefined : this.#joinChannel(channel, wanted)
      if (text !== undefined) entries.push(text)
      else rejected.push({ match: wanted.match, code: typeof channel === 'string' ? channel : 'unavailable' })
    }
    const listed: SubscribedBoard[] = []
    for (const { wanted, board } of boards) {
      if (!(board instanceof Board) || !board.join(this.#viewer)) {
        listed.push({ board: wanted.board, code: board instanceof Board ? 'unavailable' : board })
        continue
      }
      entries.push(...this.#joinBoard(board, wanted))
      listed.push({ board: wanted.board, matches: board.channels.map(({ match }) => match) })
    }
    if (boards.length > 0) this.#leaveStrays()
    const id = request.id === undefined ? '' : `"id":${request.id},`
    const list = request.boards.length > 0 ? `,"boards":${JSON.stringify([...listed, ...refusedBoards])}` : ''
    const end = `],"rejected":${JSON.stringify(rejected)}${list}}`
    return [`{"op":"subscribed",${id}"matches":[`, ...joinEntries(entries), end]
  }

  /** Joins and leaves what a changed board brings and takes. @returns the message that says so */
  followBoard(board: Board, joined: readonly Channel[], left: readonly string[]): Part[] {
    const entries = this.#bring(joined)
    const gone = left.filter((match) => !this.#isOnBoard(match))
    for (const match of gone) if (this.#brought?.has(match)) this.#leaveMatch(match)
    const names = JSON.stringify({ board: board.name, matches: board.channels.map(({ match }) => match) })
    const start = `{"op":"board",${names.slice(1, -1)},"joined":[`
    return [start, ...joinEntries(entries), `],"left":${JSON.stringify(left)}}`]
  }

  unsubscribe({ matches, boards }: UnsubscribeRequest): void {
    for (const match of matches) this.#leaveMatch(match)
    for (const name of boards) {
      this.#boards?.get(name)?.leave(this.#viewer)
      this.#boards?.delete(name)
    }
    if (boards.length > 0) this.#leaveStrays()
  }

  end(): void {
    for (const channel of this.#channels.values()) channel.leave(this.#viewer)
    this.#channels.clear()
    for (const board of this.#boards?.values() ?? []) board.leave(this.#viewer)
    this.#boards = undefined
  }

  #joinChannel(channel: Channel, { match, position }: SubscribeMatch): Part | undefined {
    const before = this.#channels.get(match)
    if (before !== undefined && before !== channel) before.leave(this.#viewer)
    const text = channel.join(this.#viewer, position)
    if (text === undefined) this.#channels.delete(match)
    else this.#channels.set(match, channel)
    this.#brought?.delete(match)
    return text
  }

  #joinBoard(board: Board, { positions = [] }: SubscribeBoard): Part[] {
    this.#boards ??= new Map()
    const before = this.#boards.get(board.name)
    // It was watched with another delay.
    if (before !== board) before?.leave(this.#viewer)
    this.#boards.set(board.name, board)
    return this.#bring(board.channels, new Map(positions.map((position) => [position.match, position])))
  }

  /** Joins the channels that a board brings. @returns what the viewer is told of each: its state, or what it missed */
  #bring(channels: readonly Channel[], positions?: ReadonlyMap<string, Position>): Part[] {
    const entries: Part[] = []
    for (const channel of channels) {
      const before = this.#channels.get(channel.match)
      // The viewer asked for the match itself, perhaps delayed: its own request wins.
      if (before !== undefined && !this.#brought?.has(channel.match)) continue
      // Another board has brought it.
      if (before === channel) continue
      before?.leave(this.#viewer)
      const text = channel.join(this.#viewer, positions?.get(channel.match))
      if (text === undefined) continue
      this.#channels.set(channel.match, channel)
      this.#brought ??= new Set()
      this.#brought.add(channel.match)
      entries.push(text)
    }
    return entries
  }

  /** Leaves what boards have brought and no board has any more. */
  #leaveStrays(): void {
    for (const match of this.#brought ?? []) if (!this.#isOnBoard(match)) this.#leaveMatch(match)
  }

  #isOnBoard(match: string): boolean {
    for (const board of this.#boards?.values() ?? []) if (board.has(match)) return true
    return false
  }

  #leaveMatch(match: string): void {
    this.#channels.get(match)?.leave(this.#viewer)
    this.#channels.delete(match)
    this.#brought?.delete(match)
  }

  /** Rejects bad ids, and what goes beyond the limits. */
  #admit({ matches, boards }: SubscribeRequest): {
    wanted: SubscribeMatch[]
    wantedBoards: SubscribeBoard[]
    rejected: RejectedMatch[]
    refusedBoards: SubscribedBoard[]
  } {
    const wanted = new Map<string, SubscribeMatch>()
    const rejected: RejectedMatch[] = []
    const own = new Set([...this.#channels.keys()].filter((match) => !this.#brought?.has(match)))
    for (const item of matches) {
      if (!isMatchId(item.match)) {
        rejected.push({ match: item.match.slice(0, 64), code: 'invalid-match-id' })
      } else if (!own.has(item.match) && own.size >= this.#options.limits.subscriptions) {
        rejected.push({ match: item.match, code: 'too-many-subscriptions' })
      } else {
        own.add(item.match)
        wanted.set(item.match, item)
      }
    }
    const wantedBoards = new Map<string, SubscribeBoard>()
    const refusedBoards: SubscribedBoard[] = []
    const ownBoards = new Set(this.#boards?.keys())
    for (const item of boards) {
      if (!ownBoards.has(item.board) && ownBoards.size >= MAX_BOARDS) {
        refusedBoards.push({ board: item.board.slice(0, MAX_NAME_IN_ANSWER), code: 'too-many-boards' })
      } else {
        ownBoards.add(item.board)
        wantedBoards.set(item.board, item)
      }
    }
    return { wanted: [...wanted.values()], wantedBoards: [...wantedBoards.values()], rejected, refusedBoards }
  }
}

/** `{…},{…}`. One alone stays a part of its own; several are more alike than different, and are deflated together. */
function joinEntries(entries: readonly Part[]): Part[] {
  if (entries.length <= 1) return entries.flatMap((entry) => ['{', entry, '}'])
  return [new Piece(entries.map((entry) => `{${entry}}`).join(','))]
}

function areOpen<T>(items: readonly (T | Promise<T>)[]): items is readonly T[] {
  return items.every((item) => !(item instanceof Promise))
}
