import { MAX_BOARD_MATCHES, parseBoardName } from '../../match/board-name.ts'
import type { MatchStore } from '../../store/match-store.ts'
import { sharedDelayMs } from '../rooms/delayed-room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { Board } from './board.ts'
import { ListReads } from './list-reads.ts'

const REFRESH_MS = 2_000
/** Boards at a time: each is a query every few seconds. */
const MAX_BOARDS = 500

export type BoardRejection = 'invalid-board' | 'unavailable'

export interface BoardsOptions {
  /** The database's clock. */
  readonly now: () => number
  readonly store: Pick<MatchStore, 'listPresent'>
  readonly rooms: Pick<Rooms, 'acquire' | 'confirm'>
  onRefreshFailed(error: Error): void
}

/** The boards that somebody watches at this gateway. */
export class Boards {
  readonly #options: BoardsOptions
  /** By delay and name. */
  readonly #boards = new Map<string, Board>()
  readonly #opening = new Map<string, Promise<Board | BoardRejection>>()
  readonly #lists = new ListReads()
  readonly #timer: NodeJS.Timeout
  #isRefreshing = false

  constructor(options: BoardsOptions) {
    this.#options = options
    this.#timer = setInterval(() => this.refresh(), REFRESH_MS).unref()
  }

  /** The board of that name, with all its matches that much later; at once if it is open. */
  acquire(name: string, delayMs = 0): Board | BoardRejection | Promise<Board | BoardRejection> {
    const sharedMs = sharedDelayMs(delayMs)
    const key = `${sharedMs} ${name}`
    return this.#boards.get(key) ?? this.#opening.get(key) ?? this.#open(key, name, sharedMs)
  }

  close(): void {
    clearInterval(this.#timer)
    for (const board of this.#boards.values()) board.close()
    this.#boards.clear()
  }

  #open(key: string, name: string, delayMs: number): Promise<Board | BoardRejection> | BoardRejection {
    const filter = parseBoardName(name)
    if (filter === undefined) return 'invalid-board'
    if (this.#boards.size + this.#opening.size >= MAX_BOARDS) return 'unavailable'
    const board = new Board({
      name,
      readMatches: () =>
        this.#lists.read(name, () =>
          this.#options.store.listPresent({ ...filter, now: this.#options.now(), limit: MAX_BOARD_MATCHES }),
        ),
      acquire: async (match) => {
        this.#options.rooms.confirm(match)
        const channel = await this.#options.rooms.acquire(match, delayMs)
        return typeof channel === 'string' ? undefined : channel
      },
    })
    const opening = board
      .open()
      .then(() => {
        this.#boards.set(key, board)
        return board
      })
      .catch((): BoardRejection => 'unavailable')
      .finally(() => this.#opening.delete(key))
    this.#opening.set(key, opening)
    return opening
  }

  /** Compares every board with its list, read anew. A timer does it, too. */
  async refresh(): Promise<void> {
    if (this.#isRefreshing) return
    this.#isRefreshing = true
    this.#lists.beginRound()
    for (const [key, board] of this.#boards) {
      if (board.size === 0) {
        this.#boards.delete(key)
        board.close()
      } else {
        await board.refresh().catch(this.#options.onRefreshFailed)
      }
    }
    this.#isRefreshing = false
  }
}
