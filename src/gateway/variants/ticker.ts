import type { ChannelTicker, TickedChannel, TickMember } from '../rooms/channel.ts'
import { Tick, type TickText } from './tick.ts'

/**
 * Sends viewers of one match, or of all matches of a board, at most one message per `everyMs`.
 *
 *   idle ── a change: told at once ──► resting ── everyMs are over, nothing came ──► idle
 *                                       │   ▲
 *                                       └───┘ everyMs are over: what came is told
 */
export class Ticker implements ChannelTicker {
  readonly #everyMs: number
  readonly #textOf: TickText
  /** Channels in which something has changed. */
  readonly #changed = new Set<TickedChannel>()
  #isResting = false

  constructor(everyMs: number, textOf: TickText) {
    this.#everyMs = everyMs
    this.#textOf = textOf
  }

  add(channel: TickedChannel): void {
    this.#changed.add(channel)
    if (!this.#isResting) this.#tick()
  }

  #tick(): void {
    const start = new Tick(this.#textOf)
    const owed = new Map<TickMember, Tick>()
    for (const channel of this.#changed) {
      channel.tell((member, change) => owed.set(member, (owed.get(member) ?? start).with(change)))
    }
    this.#changed.clear()
    for (const [member, tick] of owed) member.deliverTick(tick)
    this.#isResting = true
    // A gateway that ends does not wait for the next tick.
    setTimeout(this.#rested, this.#everyMs).unref()
  }

  readonly #rested = (): void => {
    this.#isResting = false
    if (this.#changed.size > 0) this.#tick()
  }
}
