import type { BoardSubscription, Client, MatchSubscription } from '../../../client/index.ts'

export interface MatchListsOptions {
  readonly client: Client
  readonly delayMs: number
  onJoined(match: MatchSubscription): void
}

/** Watched besides the days, because a match may go on past midnight. */
const UNDER_WAY = 'status:live,interrupted,suspended,delayed'

/** The boards of the list page: the matches of the reader's day, and all that are being played. */
export class MatchLists {
  readonly #boards: readonly BoardSubscription[]

  constructor(names: readonly string[], { client, delayMs, onJoined }: MatchListsOptions) {
    this.#boards = names.map((name) => client.board(name, { delayMs }))
    for (const board of this.#boards) board.on('joined', onJoined)
  }

  /** True once the server has answered for every board. */
  get areKnown(): boolean {
    return this.#boards.every(({ status }) => status.kind !== 'loading')
  }

  close(): void {
    for (const board of this.#boards) board.close()
  }
}

/** Names of the boards. The server's days are UTC, and the reader's day may overlap two of them. */
export function boardNames(now: number): string[] {
  const start = new Date(now).setHours(0, 0, 0, 0)
  const end = new Date(now).setHours(23, 59, 59, 999)
  const days = new Set([start, end].map((at) => new Date(at).toISOString().slice(0, 10)))
  return [...[...days].map((day) => `date:${day}`), UNDER_WAY]
}
