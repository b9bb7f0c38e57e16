import { setTimeout as pause } from 'node:timers/promises'
import type { SeededRandom } from '../support/seeded-random.ts'
import type { Fault, Plan, Stage } from './faults/fault.ts'

export interface ScheduleOptions {
  readonly stage: Stage
  readonly faults: readonly Fault[]
  readonly random: SeededRandom
  readonly forMs: number
  /** Stops at once, healing what is broken. */
  readonly signal: AbortSignal
  onFault(name: string, targets: readonly string[]): void
  /** Everything is in place again. Awaited, so that most faults meet a system that has recovered from the last one. */
  onHealed(faults: readonly Fault[]): Promise<void>
}

const SHORTEST_MS = 500
const LONGEST_MS = 7_000
/** How often a second fault comes before the first one has healed. */
const OVERLAP = 0.3

/** One misfortune after another, drawn like cards: all kinds come before any comes again. */
export async function misbehave(options: ScheduleOptions): Promise<void> {
  const { stage, faults, random, forMs, signal, onFault, onHealed } = options
  const endsAt = Date.now() + forMs
  const deck = new Deck(faults, random)
  while (Date.now() < endsAt && !signal.aborted) {
    const suffering: { fault: Fault; plan: Plan }[] = []
    const wanted = random.chance(OVERLAP) ? 2 : 1
    for (let n = 0; n < wanted; n += 1) {
      const fault = deck.draw()
      const plan = fault.plan(stage, random)
      if (suffering.some((other) => other.plan.targets.some((target) => plan.targets.includes(target)))) {
        deck.putBack(fault)
        continue
      }
      onFault(fault.name, plan.targets)
      await plan.inject()
      suffering.push({ fault, plan })
      const holdMs = SHORTEST_MS + random.int(LONGEST_MS - SHORTEST_MS)
      await pause(Math.min(holdMs / wanted, Math.max(0, endsAt - Date.now())), undefined, { signal }).catch(() => {})
    }
    // All at once: a server may not come up again before its backend does.
    await Promise.all(suffering.map(({ plan }) => plan.heal()))
    await onHealed(suffering.map(({ fault }) => fault))
  }
}

/** Gives every card before it gives any again. */
export class Deck {
  readonly #faults: readonly Fault[]
  readonly #random: SeededRandom
  #left: Fault[] = []

  constructor(faults: readonly Fault[], random: SeededRandom) {
    this.#faults = faults
    this.#random = random
  }

  draw(): Fault {
    if (this.#left.length === 0) this.#left = this.#random.shuffle(this.#faults)
    return this.#left.pop() as Fault
  }

  /** One that cannot happen now: its turn is the last. */
  putBack(fault: Fault): void {
    this.#left.unshift(fault)
  }
}
