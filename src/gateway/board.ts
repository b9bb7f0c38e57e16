import type { Room } from './room.ts'

/** A viewer, as a board sees it. */
export interface BoardMember {
  /** Matches came to the board, or went. */
  boardChanged(board: Board, joined: readonly Room[], left: readonly string[]): void
}

export interface BoardOptions {
  readonly name: string
  /** The matches on it now, in order. */
  readMatches(): Promise<readonly string[]>
  /** The room of a match; undefined if it cannot be had now. */
  acquire(match: string): Promise<Room | undefined>
}

/**
 * A list of matches that viewers watch as one: a competition, a day, a query. Matches that appear later join by themselves: the
 * list is read again every few seconds, once per board and gateway, however many watch it.
 */
export class Board {
  readonly name: string
  readonly #options: BoardOptions
  readonly #members = new Set<BoardMember>()
  #rooms = new Map<string, Room>()
  #isClosed = false

  constructor(options: BoardOptions) {
    this.name = options.name
    this.#options = options
  }

  /** Its rooms in the order of the list. */
  get rooms(): readonly Room[] {
    return [...this.#rooms.values()]
  }

  has(match: string): boolean {
    return this.#rooms.has(match)
  }

  get size(): number {
    return this.#members.size
  }

  /** @returns false if the board has closed meanwhile */
  join(member: BoardMember): boolean {
    if (this.#isClosed) return false
    this.#members.add(member)
    return true
  }

  leave(member: BoardMember): void {
    this.#members.delete(member)
  }

  close(): void {
    this.#isClosed = true
    this.#members.clear()
  }

  /** Reads the list again, and tells the members what is new and what is gone. */
  async refresh(): Promise<void> {
    const matches = await this.#options.readMatches()
    const rooms = await Promise.all(matches.map((match) => this.#roomOf(match)))
    if (this.#isClosed) return
    const before = this.#rooms
    this.#rooms = new Map(rooms.flatMap((room) => (room === undefined ? [] : [[room.match, room] as const])))
    const joined = [...this.#rooms.values()].filter((room) => before.get(room.match) !== room)
    const left = [...before.keys()].filter((match) => !this.#rooms.has(match))
    if (joined.length === 0 && left.length === 0) return
    for (const member of this.#members) member.boardChanged(this, joined, left)
  }

  /** A room that has closed because nobody else watched it is opened anew. */
  #roomOf(match: string): Promise<Room | undefined> | Room {
    const room = this.#rooms.get(match)
    return room === undefined || room.isClosed ? this.#options.acquire(match) : room
  }
}
