import type { BoardEntry, MatchEntry } from '../../protocol/client-messages.ts'
import type { MatchPosition, Position, ServerMessage, SubscribedMatch } from '../../protocol/messages.ts'
import type { SubscribeRequest, UnsubscribeRequest } from '../connection/transport.ts'

/** Everything that was asked for over transports on which nothing can be said later, and how far it has come. */
export class AskedFor {
  readonly matches = new Map<string, MatchEntry>()
  readonly boards = new Map<string, BoardEntry>()
  /** Where the client is, of all matches that it was told of. */
  readonly #positions = new Map<string, Position>()
  /** What is on the boards. */
  readonly #listed = new Map<string, readonly string[]>()

  add({ matches, boards = [] }: SubscribeRequest): void {
    for (const entry of matches) {
      // What it holds is said anew: without a position it wants the state.
      this.#positions.delete(entry.match)
      this.matches.set(entry.match, entry)
    }
    for (const entry of boards) this.boards.set(entry.board, entry)
  }

  remove({ matches, boards = [] }: UnsubscribeRequest): void {
    for (const match of matches) this.matches.delete(match)
    for (const board of boards) {
      this.boards.delete(board)
      this.#listed.delete(board)
    }
    this.#forgetStrays()
  }

  get isEmpty(): boolean {
    return this.matches.size + this.boards.size === 0
  }

  /** All of it, from where the client is. */
  request(id: number): SubscribeRequest & { readonly id: number } {
    return {
      op: 'subscribe',
      id,
      matches: [...this.matches.values()].map((entry) => ({ ...entry, ...this.#positions.get(entry.match) })),
      boards: [...this.boards.values()].map((entry) => {
        const positions = this.#listed.has(entry.board) ? this.#positionsOn(entry.board) : entry.positions
        return { ...entry, ...(positions && { positions }) }
      }),
    }
  }

  /** Follows what the client is told. */
  take(message: ServerMessage): void {
    switch (message.op) {
      case 'subscribed':
        for (const match of message.matches) this.#join(match)
        for (const listed of message.boards ?? [])
          if ('matches' in listed) this.#listed.set(listed.board, listed.matches)
        break
      case 'board':
        for (const match of message.joined) this.#join(match)
        this.#listed.set(message.board, message.matches)
        this.#forgetStrays()
        break
      case 'update':
        this.#move(message.match, message.seq)
        break
      case 'updates':
        for (const { match, seq } of message.updates) this.#move(match, seq)
        break
      case 'snapshot':
        this.#join(message)
        break
      case 'gone':
        this.#positions.delete(message.match)
        this.matches.delete(message.match)
        break
    }
  }

  /** The boards that have the match, with all that is on them. */
  boardsWith(match: string): readonly (readonly [string, readonly string[]])[] {
    return [...this.#listed].filter(([, matches]) => matches.includes(match))
  }

  #positionsOn(board: string): readonly MatchPosition[] {
    return (this.#listed.get(board) ?? []).flatMap((match) => {
      const position = this.#positions.get(match)
      return position ? { match, ...position } : []
    })
  }

  #forgetStrays(): void {
    const listed = new Set([...this.#listed.values()].flat())
    for (const match of this.#positions.keys()) {
      if (!this.matches.has(match) && !listed.has(match)) this.#positions.delete(match)
    }
  }

  #join({ match, epoch, seq }: Pick<SubscribedMatch, 'match' | 'epoch' | 'seq'>): void {
    this.#positions.set(match, { epoch, seq })
  }

  #move(match: string, seq: number): void {
    const position = this.#positions.get(match)
    if (position && seq > position.seq) this.#positions.set(match, { epoch: position.epoch, seq })
  }
}
