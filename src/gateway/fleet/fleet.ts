import { randomUUID } from 'node:crypto'
import type { Bus } from '../../bus/bus.ts'
import { FLEET_TTL_MS, type FleetMember, type FleetRegistry } from '../../bus/fleet-registry.ts'

export interface FleetOptions {
  readonly bus: FleetRegistry & Pick<Bus, 'watchHealth'>
  /** How many viewers this gateway has now. */
  viewers(): number
}

/** Several times within `FLEET_TTL_MS`, so that a lost announcement does no harm. */
const ANNOUNCE_MS = 1_500

/** What this gateway knows of the others, through the bus. While the bus is away it knows nothing, and each gateway decides alone. */
export class Fleet {
  readonly #id = randomUUID()
  readonly #options: FleetOptions
  readonly #timer: NodeJS.Timeout
  #members: readonly FleetMember[] = []
  #heardAt = Number.NEGATIVE_INFINITY
  #isDraining = false

  constructor(options: FleetOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.meet(), ANNOUNCE_MS).unref()
    options.bus.watchHealth((health) => {
      if (health === 'up') void this.meet()
    })
    void this.meet()
  }

  /** Announces this gateway and hears of the others. Never fails. */
  async meet(): Promise<void> {
    const { bus, viewers } = this.#options
    try {
      this.#members = await bus.announce({ id: this.#id, viewers: viewers(), isDraining: this.#isDraining })
      this.#heardAt = performance.now()
    } catch {
      // The health of the bus is watched elsewhere, and what was heard grows old by itself.
    }
  }

  /** Tells the other gateways that this one takes no viewers any more. */
  async leave(): Promise<void> {
    this.#isDraining = true
    await this.meet()
  }

  /** All gateways, this one included, as far as it knows now. */
  get members(): readonly FleetMember[] {
    return this.#living
  }

  /** How many gateways there are to take viewers for each gateway that drains; at least one is assumed to stay or come. */
  get takersPerDrain(): number {
    const draining = this.#living.filter(({ isDraining }) => isDraining).length
    return Math.max(1, this.#living.length - draining) / Math.max(1, draining)
  }

  /** How many other gateways could take viewers of this one. */
  get others(): number {
    return this.#living.filter(({ id, isDraining }) => id !== this.#id && !isDraining).length
  }

  /** How many viewers this gateway has beyond an equal share; undefined if it knows of no other to give them to. */
  get surplus(): number | undefined {
    if (this.others === 0) return undefined
    const staying = this.#living.filter(({ isDraining }) => !isDraining)
    const total = staying.reduce((sum, { viewers }) => sum + viewers, 0)
    const own = staying.find(({ id }) => id === this.#id)?.viewers ?? 0
    return Math.max(0, own - Math.ceil(total / staying.length))
  }

  /** Leaves the fleet without waiting for an answer. */
  close(): void {
    clearInterval(this.#timer)
    void this.leave()
  }

  get #living(): readonly FleetMember[] {
    return performance.now() - this.#heardAt > FLEET_TTL_MS ? [] : this.#members
  }
}
