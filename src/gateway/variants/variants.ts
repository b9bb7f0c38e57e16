import type { BaseChannel, Channel, ChannelTicker } from '../rooms/channel.ts'
import { EveryChannel } from './every-channel.ts'
import type { Kind } from './kind.ts'
import { ScoreChannel } from './score-channel.ts'
import { updateText } from './tick.ts'
import { Ticker } from './ticker.ts'

/** Channels of one match that tell it less often, of all its delays: each keeps the states of its members, and compares them each tick. */
const MAX_LESS_OFTEN = 256

/**
 * The other ways to watch one channel: narrower views, which are there as long as the channel, and less often, which are there while
 * somebody watches. They stack: room → delayed → view → every, each a member of the one below.
 */
export class Variants {
  readonly #base: BaseChannel
  /** Those that are watched, whatever the match's delay. */
  readonly #lessOften: Set<Channel>
  #score: ScoreChannel | undefined
  /** The channels with `everyMs`: those of a board by its ticker, those of a match alone by their kind. */
  readonly #every = new Map<ChannelTicker | string, EveryChannel>()

  /** @param lessOften of all channels of the match */
  constructor(base: BaseChannel, lessOften = new Set<Channel>()) {
    this.#base = base
    this.#lessOften = lessOften
  }

  /** @returns undefined if the match has as many channels as it may have: then nobody can watch it in this kind */
  of(kind: Kind, ticker?: ChannelTicker): Channel | undefined {
    return kind.everyMs === 0 ? this.#ofView(kind) : this.#ofEvery(kind, ticker)
  }

  #ofView({ view }: Kind): Channel {
    if (view === 'full') return this.#base
    this.#score ??= new ScoreChannel(this.#base)
    return this.#score
  }

  #ofEvery(kind: Kind, ticker: ChannelTicker | undefined): EveryChannel | undefined {
    const key = ticker ?? `${kind.view} ${kind.everyMs}`
    const known = this.#every.get(key)
    if (known !== undefined) return known
    // The match is then told by itself, as often, instead of in the message of its board.
    if (this.#lessOften.size >= MAX_LESS_OFTEN) return ticker && this.#ofEvery(kind, undefined)
    const channel = new EveryChannel({
      base: this.#base,
      source: this.#ofView(kind),
      kind,
      ticker: ticker ?? new Ticker(kind.everyMs, updateText),
      onWatched: (channel) => this.#lessOften.add(channel),
      onEmpty: (channel) => {
        this.#every.delete(key)
        this.#lessOften.delete(channel)
      },
    })
    this.#every.set(key, channel)
    return channel
  }

  /** How many more viewers than members the channel has: a watched variant is one member, however many watch it. */
  get surplus(): number {
    let surplus = surplusOf(this.#score?.size ?? 0)
    for (const { size } of this.#every.values()) surplus += surplusOf(size)
    return surplus
  }
}

function surplusOf(size: number): number {
  return Math.max(0, size - 1)
}
