import { AppError } from '../../errors.ts'
import { clientOf } from '../../http/requests/client-address.ts'
import { TokenBucket, type TokenRate } from '../../http/token-bucket.ts'

/** What one address may have too much of. */
export const ADDRESS_LIMITS = ['connections', 'messages', 'joins', 'boards'] as const
export type AddressLimit = (typeof ADDRESS_LIMITS)[number]

export class TooManyConnections extends AppError {
  readonly code = 'too-many-connections'
  readonly statusCode = 429
  override readonly retryAfterSeconds = 30
  constructor(max: number) {
    super(`one address may have ${max} connections to a gateway`)
  }
}

export interface AddressLimitsOptions {
  /** At once; 0 for any number. */
  readonly connections: number
  /** A second, over time; 0 for any number. */
  readonly messages: number
  readonly joins: number
  readonly boards: number
  onRefused(limit: AddressLimit): void
}

/** What a viewer of that address pays from, with all others of it. */
export interface AddressBudget {
  /** @returns false if the address has nothing left */
  take(limit: Exclude<AddressLimit, 'connections'>, count?: number): boolean
  /** The viewer is gone. */
  leave(): void
}

interface Client {
  connections: number
  emptyAt: number
  readonly messages: TokenBucket | undefined
  readonly joins: TokenBucket | undefined
  readonly boards: TokenBucket | undefined
}

/** A crowd behind one address comes back at once, after a restart or at kick-off. */
const BURST_SECONDS = 5
const SWEEP_MS = 10_000
/** After this time each bucket of an address is full again, so dropping it forgets nothing. */
const KEPT_MS = 2 * BURST_SECONDS * 1_000

/** `[W23]` Bounds what one address may take of this gateway: thousands of viewers behind one router are well within, one script is not. */
export class AddressLimits {
  readonly #options: AddressLimitsOptions
  readonly #clients = new Map<string, Client>()
  readonly #rates: Readonly<Record<Exclude<AddressLimit, 'connections'>, TokenRate | undefined>>
  readonly #timer: NodeJS.Timeout

  constructor(options: AddressLimitsOptions) {
    this.#options = options
    const rate = (perSecond: number) => (perSecond === 0 ? undefined : { perSecond, burst: perSecond * BURST_SECONDS })
    this.#rates = { messages: rate(options.messages), joins: rate(options.joins), boards: rate(options.boards) }
    this.#timer = setInterval(() => this.sweep(), SWEEP_MS).unref()
  }

  /** Addresses that are known now. */
  get size(): number {
    return this.#clients.size
  }

  /** Before the upgrade. @throws {TooManyConnections} */
  admit(ip: string): void {
    const name = clientOf(ip)
    const max = this.#options.connections
    if (name === undefined || max === 0 || (this.#clients.get(name)?.connections ?? 0) < max) return
    this.#options.onRefused('connections')
    throw new TooManyConnections(max)
  }

  /** @returns undefined for an address that has no bounds */
  enter(ip: string): AddressBudget | undefined {
    const name = clientOf(ip)
    if (name === undefined) return undefined
    const client = this.#clients.get(name) ?? this.#add(name)
    client.connections += 1
    return {
      take: (limit, count = 1) => {
        const bucket = client[limit]
        if (bucket === undefined || count === 0) return true
        if (!bucket.take()) {
          this.#options.onRefused(limit)
          return false
        }
        if (count > 1) bucket.charge(count - 1)
        return true
      },
      leave: () => {
        client.connections -= 1
        client.emptyAt = performance.now()
      },
    }
  }

  /** Forgets addresses from which nobody is here any more. */
  sweep(now = performance.now()): void {
    for (const [name, { connections, emptyAt }] of this.#clients) {
      if (connections === 0 && now - emptyAt >= KEPT_MS) this.#clients.delete(name)
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #add(name: string): Client {
    const { messages, joins, boards } = this.#rates
    const client: Client = {
      connections: 0,
      emptyAt: 0,
      messages: messages && new TokenBucket(messages),
      joins: joins && new TokenBucket(joins),
      boards: boards && new TokenBucket(boards),
    }
    this.#clients.set(name, client)
    return client
  }
}
