import type { BaseChannel, Channel } from '../rooms/channel.ts'
import type { Kind } from './kind.ts'
import { ScoreChannel } from './score-channel.ts'

/** The other ways to watch one channel: narrower views. Each is made when somebody wants it, and is there as long as the channel. */
export class Variants {
  readonly #base: BaseChannel
  #score: ScoreChannel | undefined

  constructor(base: BaseChannel) {
    this.#base = base
  }

  of({ view }: Kind): Channel {
    if (view === 'full') return this.#base
    this.#score ??= new ScoreChannel(this.#base)
    return this.#score
  }

  /** How many viewers more than members the channel has: a variant that is watched is one member, whoever watches it. */
  get surplus(): number {
    return this.#score === undefined || this.#score.size === 0 ? 0 : this.#score.size - 1
  }
}
