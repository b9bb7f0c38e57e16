import type { Redis } from 'ioredis'
import type { BusHealth, BusListener } from './bus.ts'
import { parseMessage } from './redis-scripts.ts'

/**
 * The listening half of the Redis bus.
 *
 *        ready: subscribe to all         canary heard
 *   down ───────────────────────► joining ──────────► up
 *    ▲                               │                 │
 *    └──── connection lost, or the canary silent ◄─────┘
 *
 * A connection that looks open may be dead, so nobody trusts it: a canary is published through the real channel every
 * second, and its silence is an outage. Which channels are wanted is kept here, not in the client, so a new connection
 * subscribes to all of them at once.
 */
export class RedisSubscriber {
  readonly #client: Redis
  readonly #publishCanary: (channel: string) => Promise<unknown>
  readonly #canary: string
  readonly #listeners = new Map<string, Set<BusListener>>()
  readonly #watchers: ((health: BusHealth) => void)[] = []
  readonly #timer: NodeJS.Timeout
  #state: { kind: 'down' } | { kind: 'joining' | 'up'; heardAt: number } = { kind: 'down' }

  constructor({ client, canary, publishCanary }: SubscriberOptions) {
    this.#client = client
    this.#canary = canary
    this.#publishCanary = publishCanary
    client.on('ready', () => this.#join())
    client.on('close', () => this.#fall())
    client.on('messageBuffer', (channel: Buffer, message: Buffer) => this.#hear(channel.toString('latin1'), message))
    this.#timer = setInterval(() => this.#beat(), CANARY_MS).unref()
    if (client.status === 'ready') this.#join()
  }

  get health(): BusHealth {
    return this.#state.kind === 'up' ? 'up' : 'down'
  }

  watchHealth(watcher: (health: BusHealth) => void): void {
    this.#watchers.push(watcher)
  }

  /** While the connection is away this only notes the wish; whoever subscribes then must resync at `up`. */
  async subscribe(channel: string, listener: BusListener): Promise<() => Promise<void>> {
    const wanted = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, wanted.add(listener))
    if (this.#state.kind !== 'down') await this.#client.subscribe(channel).catch(this.#restart)
    return async () => {
      wanted.delete(listener)
      if (wanted.size > 0 || this.#listeners.get(channel) !== wanted) return
      this.#listeners.delete(channel)
      if (this.#state.kind !== 'down') await this.#client.unsubscribe(channel).catch(this.#restart)
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#client.removeAllListeners('close')
    this.#client.disconnect()
  }

  #join(): void {
    this.#state = { kind: 'joining', heardAt: Date.now() }
    // A canary sent before the server has subscribed us would be lost, and cost a second.
    this.#client.subscribe(this.#canary, ...this.#listeners.keys()).then(() => this.#beat(), this.#restart)
  }

  #beat(): void {
    if (this.#state.kind === 'down') return
    if (Date.now() - this.#state.heardAt > CANARY_DEADLINE_MS) this.#restart()
    else this.#publishCanary(this.#canary).catch(() => {}) // its silence tells
  }

  #hear(channel: string, message: Buffer): void {
    if (channel === this.#canary) {
      this.#rise()
      return
    }
    const listeners = this.#listeners.get(channel)
    const parsed = listeners && parseMessage(message)
    if (!parsed) return
    for (const listener of listeners) listener(parsed, parsed.wire)
  }

  #rise(): void {
    if (this.#state.kind === 'down') return
    const wasUp = this.#state.kind === 'up'
    this.#state = { kind: 'up', heardAt: Date.now() }
    if (!wasUp) for (const watcher of this.#watchers) watcher('up')
  }

  #fall(): void {
    const wasUp = this.#state.kind === 'up'
    this.#state = { kind: 'down' }
    if (wasUp) for (const watcher of this.#watchers) watcher('down')
  }

  /** Gives up this connection; the client makes a new one, whose `ready` joins again. */
  #restart = (): void => {
    this.#fall()
    this.#client.disconnect(true)
  }
}

export interface SubscriberOptions {
  /** Used for nothing else, and told not to resubscribe by itself. */
  readonly client: Redis
  /** A channel that no other process uses. */
  readonly canary: string
  publishCanary(channel: string): Promise<unknown>
}

const CANARY_MS = 1_000
const CANARY_DEADLINE_MS = 3_500
