import type { FleetChannel } from '../../bus/fleet-channel.ts'
import { MAX_BOARD_MATCHES, parseBoardName } from '../../match/lists/board-name.ts'
import type { MatchStore } from '../../store/match-store.ts'
import type { Acquired } from '../rooms/channel.ts'
import { sharedDelayMs } from '../rooms/delayed-room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { Board, type BoardMember } from './board.ts'
import { FairQueue } from './fair-queue.ts'
import { SharedLists } from './shared-lists.ts'

const REFRESH_MS = 2_000
/** Boards at a time: each is a query every few seconds. */
const MAX_BOARDS = 500
/** Lists that are read at once; more would only queue in the database's pool, in the order they came. */
const READ_AT_ONCE = 8
/** Boards whose matches are opened at once: all that wait would fill the queue of openings, which serves them in the order they came. */
const OPENED_AT_ONCE = 4
/** A board is read in the turn of the member with the fewest boards, of this many members. */
const MEMBERS_ASKED = 16

export type BoardRejection = 'invalid-board' | 'unavailable'

export interface BoardsOptions {
  /** The database's clock. */
  readonly now: () => number
  readonly store: Pick<MatchStore, 'listPresent'>
  readonly rooms: Pick<Rooms, 'acquire' | 'confirm' | 'endDeleted'>
  /** Where the gateways tell each other what they have read; left out where there is one. */
  readonly fleet?: FleetChannel
  onRefreshFailed(error: Error): void
}

/** The boards that somebody watches at this gateway. */
export class Boards {
  readonly #options: BoardsOptions
  /** By delay and name. */
  readonly #boards = new Map<string, Board>()
  readonly #opening = new Map<string, Promise<Board | BoardRejection>>()
  readonly #lists: SharedLists
  readonly #reads = new FairQueue(READ_AT_ONCE)
  readonly #openings = new FairQueue(OPENED_AT_ONCE)
  /** Names whose boards are being brought up to date. */
  readonly #refreshing = new Set<string>()
  readonly #timer: NodeJS.Timeout

  constructor(options: BoardsOptions) {
    this.#options = options
    this.#lists = new SharedLists({
      ...(options.fleet && { fleet: options.fleet }),
      read: (name) => this.#readList(name),
      onChange: (name) => void this.#refreshName(name, this.#boardsOf(name)),
    })
    this.#timer = setInterval(() => this.refresh(), REFRESH_MS).unref()
  }

  /**
   * The board of that name, with all its matches that much later; at once if it is open.
   *
   * @param who asks: one who asks for many waits for its own, not the others
   */
  acquire(name: string, delayMs = 0, who: object = this): Board | BoardRejection | Promise<Board | BoardRejection> {
    const sharedMs = sharedDelayMs(delayMs)
    const key = `${sharedMs} ${name}`
    return this.#boards.get(key) ?? this.#opening.get(key) ?? this.#open(key, name, sharedMs, who)
  }

  close(): void {
    clearInterval(this.#timer)
    for (const board of this.#boards.values()) board.close()
    this.#boards.clear()
  }

  #open(key: string, name: string, delayMs: number, who: object): Promise<Board | BoardRejection> | BoardRejection {
    if (parseBoardName(name) === undefined) return 'invalid-board'
    if (this.#boards.size + this.#opening.size >= MAX_BOARDS) return 'unavailable'
    const board = new Board({
      name,
      acquire: (match) => this.#acquireListed(match, delayMs),
      endDeleted: (matches) => this.#options.rooms.endDeleted(matches),
    })
    const opening = this.#reads
      .run(who, () => this.#lists.read(name))
      .then((matches) => this.#openings.run(who, () => board.open(matches)))
      .then(() => {
        this.#boards.set(key, board)
        return board
      })
      .catch((): BoardRejection => 'unavailable')
      .finally(() => this.#opening.delete(key))
    this.#opening.set(key, opening)
    return opening
  }

  async #acquireListed(match: string, delayMs: number): Promise<Acquired> {
    const { rooms } = this.#options
    rooms.confirm(match)
    const channel = await rooms.acquire(match, delayMs)
    if (channel !== 'match-not-found') return channel
    // Somebody was looking for it when it was made: it is looked for once more.
    rooms.confirm(match)
    return rooms.acquire(match, delayMs)
  }

  #readList(name: string): Promise<readonly string[]> {
    const { store, now } = this.#options
    return store.listPresent({ ...parseBoardName(name), now: now(), limit: MAX_BOARD_MATCHES })
  }

  /** Compares every board with its list, read anew here or by another gateway. A timer does it, too. */
  async refresh(): Promise<void> {
    for (const [key, board] of this.#boards) {
      if (board.size > 0) continue
      this.#boards.delete(key)
      board.close()
    }
    const byName = Map.groupBy(this.#boards.values(), ({ name }) => name)
    this.#lists.keep(new Set(byName.keys()))
    const counts = countBoards(this.#boards.values())
    const read: string[] = []
    const refreshed = [...byName].map(async ([name, boards]) => {
      if (await this.#refreshName(name, boards, lightest(boards, counts))) read.push(name)
    })
    await Promise.all(refreshed)
    await this.#lists.tell(read)
  }

  /** @returns true if the list was read here */
  async #refreshName(name: string, boards: readonly Board[], who: object = this): Promise<boolean> {
    // A list that takes long is not asked for again meanwhile; the others go on.
    if (boards.length === 0 || this.#refreshing.has(name)) return false
    this.#refreshing.add(name)
    try {
      const fresh = this.#lists.fresh(name)
      const matches = fresh ?? (await this.#reads.run(who, () => this.#lists.read(name)))
      for (const board of boards) await board.refresh(matches).catch(this.#options.onRefreshFailed)
      return fresh === undefined
    } catch (error) {
      this.#options.onRefreshFailed(error as Error)
      return false
    } finally {
      this.#refreshing.delete(name)
    }
  }

  #boardsOf(name: string): Board[] {
    return [...this.#boards.values()].filter((board) => board.name === name)
  }
}

/** How many boards each viewer has, of the first that watch each. */
function countBoards(boards: Iterable<Board>): ReadonlyMap<BoardMember, number> {
  const counts = new Map<BoardMember, number>()
  for (const board of boards)
    for (const member of board.members(MEMBERS_ASKED)) counts.set(member, (counts.get(member) ?? 0) + 1)
  return counts
}

/** The viewer of these boards who has the fewest. */
function lightest(boards: readonly Board[], counts: ReadonlyMap<BoardMember, number>): BoardMember | undefined {
  const members = boards.flatMap((board) => board.members(MEMBERS_ASKED))
  return members.reduce<BoardMember | undefined>(
    (best, member) => (best === undefined || (counts.get(member) ?? 0) < (counts.get(best) ?? 0) ? member : best),
    undefined,
  )
}
