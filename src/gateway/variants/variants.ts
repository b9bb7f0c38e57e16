import type { BaseChannel, Channel, ChannelTicker } from '../rooms/channel.ts'
import { EveryChannel } from './every-channel.ts'
import type { Kind } from './kind.ts'
import { ScoreChannel } from './score-channel.ts'
import { updateText } from './tick.ts'
import { Ticker } from './ticker.ts'

/**
 * The other ways to watch one channel: narrower views, which are there as long as the channel, and less often, which are there while
 * somebody watches. They stack: room → delayed → view → every, each a member of the one below.
 */
export class Variants {
  readonly #base: BaseChannel
  #score: ScoreChannel | undefined
  /** By what they are told with: the ticker of a board, or by kind if by themselves. */
  readonly #every = new Map<ChannelTicker | string, EveryChannel>()

  constructor(base: BaseChannel) {
    this.#base = base
  }

  of(kind: Kind, ticker?: ChannelTicker): Channel {
    return kind.everyMs === 0 ? this.#ofView(kind) : this.#ofEvery(kind, ticker)
  }

  #ofView({ view }: Kind): Channel {
    if (view === 'full') return this.#base
    this.#score ??= new ScoreChannel(this.#base)
    return this.#score
  }

  #ofEvery(kind: Kind, ticker: ChannelTicker | undefined): EveryChannel {
    const key = ticker ?? `${kind.view} ${kind.everyMs}`
    const known = this.#every.get(key)
    if (known !== undefined) return known
    const channel = new EveryChannel({
      base: this.#base,
      source: this.#ofView(kind),
      kind,
      ticker: ticker ?? new Ticker(kind.everyMs, updateText),
      onEmpty: () => this.#every.delete(key),
    })
    this.#every.set(key, channel)
    return channel
  }

  /** How many viewers more than members the channel has: a variant that is watched is one member, whoever watches it. */
  get surplus(): number {
    let surplus = surplusOf(this.#score?.size ?? 0)
    for (const { size } of this.#every.values()) surplus += surplusOf(size)
    return surplus
  }
}

function surplusOf(size: number): number {
  return Math.max(0, size - 1)
}
