import { randomUUID } from 'node:crypto'
import type { Bus } from '../../bus/bus.ts'
import type { FleetChannel } from '../../bus/fleet-channel.ts'

/** A gateway, as it describes itself to the others. */
export interface FleetMember {
  readonly id: string
  readonly viewers: number
  /** It sends its viewers away and takes no new ones. */
  readonly isDraining: boolean
  /** For people who look; absent of a gateway of a version before. */
  readonly figures?: MemberFigures
}

/** What a gateway tells the others of itself, so that one page shows all of them. */
export interface MemberFigures {
  /** Its machine and process. */
  readonly name: string
  readonly version: string
  readonly rooms: number
  readonly writesPerSecond: number
  /** The latest of the updates of the last 30 s, from POST to socket. */
  readonly lagMs: number
  readonly slow: number
}

/** A gateway that has not announced itself for this long is gone. */
const FLEET_TTL_MS = 5_000

export interface FleetOptions {
  readonly bus: FleetChannel & Pick<Bus, 'watchHealth'>
  /** How many viewers this gateway has now. */
  viewers(): number
  figures?(): MemberFigures
}

/** Several times within `FLEET_TTL_MS`, so that a lost announcement does no harm. */
const ANNOUNCE_MS = 1_500
/** Whoever hears of a new gateway introduces itself, but no more often than this. */
const INTRODUCE_MS = 250

/**
 * What this gateway knows of the others: each tells all of itself, over the bus. While the bus is away it knows nothing, and each gateway
 * decides alone.
 */
export class Fleet {
  readonly #id = randomUUID()
  readonly #options: FleetOptions
  readonly #timer: NodeJS.Timeout
  readonly #heard = new Map<string, { readonly member: FleetMember; readonly at: number }>()
  #toldAt = Number.NEGATIVE_INFINITY
  #isDraining = false

  constructor(options: FleetOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.meet(), ANNOUNCE_MS).unref()
    options.bus.hearFleet('members', (text) => this.#hear(JSON.parse(text) as FleetMember))
    options.bus.watchHealth((health) => {
      if (health === 'up') void this.meet()
    })
    void this.meet()
  }

  /** Announces this gateway to the others. Never fails. */
  async meet(): Promise<void> {
    const { bus, viewers, figures } = this.#options
    this.#toldAt = performance.now()
    const member: FleetMember = {
      id: this.#id,
      viewers: viewers(),
      isDraining: this.#isDraining,
      ...(figures && { figures: figures() }),
    }
    try {
      await bus.tellFleet('members', JSON.stringify(member))
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

  #hear(member: FleetMember): void {
    const now = performance.now()
    const isNew = !this.#heard.has(member.id)
    this.#heard.set(member.id, { member, at: now })
    for (const [id, { at }] of this.#heard) if (now - at > FLEET_TTL_MS) this.#heard.delete(id)
    if (isNew && now - this.#toldAt > INTRODUCE_MS) void this.meet()
  }

  get #living(): readonly FleetMember[] {
    const now = performance.now()
    return [...this.#heard.values()].filter(({ at }) => now - at <= FLEET_TTL_MS).map(({ member }) => member)
  }
}
