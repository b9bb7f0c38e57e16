import type { Acquired, BaseChannel } from '../rooms/channel.ts'
import type { Kind } from '../variants/kind.ts'
import { updatesTextOf } from '../variants/tick.ts'
import { Ticker } from '../variants/ticker.ts'

/** A viewer, as a board sees it. */
export interface BoardMember {
  /** Matches have come to the board, or have left it; neither if those on it have another order now. */
  boardChanged(board: Board, joined: readonly BaseChannel[], left: readonly string[]): void
}

const OPENED_AT_ONCE = 32

export interface BoardOptions {
  readonly name: string
  /** The channel of a match on the list; `match-not-found` if it was deleted since the list was read. */
  acquire(match: string): Promise<Acquired>
  /** Tells those who watch these matches, which are on the list no more, if they were deleted. */
  endDeleted?(matches: readonly string[]): Promise<void>
}

/**
 * A list of matches that viewers watch as one: a competition, a day, a query. Matches that appear later join by themselves: the
 * list is read again every few seconds, once for all gateways, however many watch it.
 */
export class Board {
  readonly name: string
  readonly #options: BoardOptions
  readonly #members = new Set<BoardMember>()
  #channels = new Map<string, BaseChannel>()
  readonly #tickers = new Map<string, Ticker>()
  #isClosed = false

  constructor(options: BoardOptions) {
    this.name = options.name
    this.#options = options
  }

  /** Its channels in the order of the list. */
  get channels(): readonly BaseChannel[] {
    return [...this.#channels.values()]
  }

  has(match: string): boolean {
    return this.#channels.has(match)
  }

  holds(channel: BaseChannel): boolean {
    return this.#channels.get(channel.match) === channel
  }

  /** Tells all its matches in one message, to all who watch it so. Undefined for a kind with each update. */
  ticker({ view, everyMs }: Kind): Ticker | undefined {
    if (everyMs === 0) return undefined
    const key = `${view} ${everyMs}`
    const ticker = this.#tickers.get(key) ?? new Ticker(everyMs, updatesTextOf(this.name))
    this.#tickers.set(key, ticker)
    return ticker
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
    for (const channel of this.#channels.values()) channel.holders.delete(this)
    this.#members.clear()
  }

  /** Some of those who watch it. */
  members(limit: number): BoardMember[] {
    const some: BoardMember[] = []
    for (const member of this.#members) if (some.push(member) >= limit) break
    return some
  }

  /** Takes the list for the first time. @throws if not all of it can be opened now: a shorter list would look like the whole */
  async open(matches: readonly string[]): Promise<void> {
    const channels = await this.#channelsOf(matches)
    if (channels.some((channel) => typeof channel === 'string' && channel !== 'match-not-found'))
      throw new Error('not all matches of the board can be opened now')
    this.#take(channels)
  }

  /** Takes the list as it is now, and tells the members what is new and what is gone. A match that cannot be opened now comes later. */
  async refresh(matches: readonly string[]): Promise<void> {
    const listed = new Set(matches)
    const left = [...this.#channels.keys()].filter((match) => !listed.has(match))
    // Before they leave: a viewer who has left a match is not told that it is gone. Without the database they have just left.
    if (left.length > 0) await this.#options.endDeleted?.(left).catch(() => {})
    this.#take(await this.#channelsOf(matches))
  }

  #take(channels: readonly Acquired[]): void {
    if (this.#isClosed) return
    const before = this.#channels
    this.#channels = new Map(
      channels.flatMap((channel) => (typeof channel === 'string' ? [] : [[channel.match, channel] as const])),
    )
    const joined = [...this.#channels.values()].filter((channel) => before.get(channel.match) !== channel)
    for (const channel of before.values()) channel.holders.delete(this)
    for (const channel of this.#channels.values()) channel.holders.add(this)
    const left = [...before.keys()].filter((match) => !this.#channels.has(match))
    if (joined.length === 0 && left.length === 0 && isSameOrder(before, this.#channels)) return
    for (const member of this.#members) member.boardChanged(this, joined, left)
  }

  /** Opens a few at once: a gateway has a limit of rooms that are opening, and others want some of them. */
  async #channelsOf(matches: readonly string[]): Promise<Acquired[]> {
    const channels: Acquired[] = []
    for (let next = 0; next < matches.length; next += OPENED_AT_ONCE) {
      const some = matches.slice(next, next + OPENED_AT_ONCE)
      channels.push(...(await Promise.all(some.map((match) => this.#channelOf(match)))))
    }
    return channels
  }

  /** A channel that has closed because nobody else watched it is opened anew. */
  #channelOf(match: string): Promise<Acquired> | BaseChannel {
    const channel = this.#channels.get(match)
    return channel === undefined || channel.isClosed ? this.#options.acquire(match) : channel
  }
}

function isSameOrder(before: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): boolean {
  const matches = [...now.keys()]
  return [...before.keys()].every((match, place) => matches[place] === match)
}
