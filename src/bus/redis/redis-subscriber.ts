import type { BusHealth, BusListener } from '../bus.ts'
import { type Canary, RedisLine } from './redis-line.ts'
import { parseMessage } from './redis-scripts.ts'
import type { Topology } from './redis-topology.ts'

export interface SubscriberOptions {
  readonly topology: Topology
  /** @param node that the canary has to live on */
  createCanary(node: string): Canary
  onError(error: Error): void
}

interface Wanted {
  readonly listeners: Set<BusListener>
  node: string | undefined
}

/** Attempts to find a channel that is on the move; the next change of the topology finds it anyway. */
const MAX_ATTEMPTS = 5
/** Moves come in crowds: each channel of each slot reports one. */
const LOOK_AGAIN_MS = 100
const SETTLED_MS = 1_000
/** While a line is away, its node may have been replaced; nobody else may have asked it anything, and found out. */
const LOOK_WHILE_DOWN_MS = 1_000

/**
 * The listening half of the Redis bus: which channels are wanted, by whom, and a line to each node that has some. It is up
 * while every line is.
 *
 * A channel that moves with its slot is followed without an outage. What is said meanwhile is lost, as the bus may lose
 * anything: comparing heads finds it.
 */
export class RedisSubscriber {
  readonly #options: SubscriberOptions
  readonly #wanted = new Map<string, Wanted>()
  readonly #lines = new Map<string, RedisLine>()
  readonly #watchers: ((health: BusHealth) => void)[] = []
  #health: BusHealth = 'down'
  #lookAgainTimer: NodeJS.Timeout | undefined
  #rejoinTimer: NodeJS.Timeout | undefined
  #downTimer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(options: SubscriberOptions) {
    this.#options = options
    options.topology.watch(() => this.#follow())
    this.#follow()
  }

  get health(): BusHealth {
    return this.#health
  }

  get canaryAgeMs(): number {
    return performance.now() - Math.min(...[...this.#lines.values()].map(({ heardAt }) => heardAt), performance.now())
  }

  watchHealth(watcher: (health: BusHealth) => void): void {
    this.#watchers.push(watcher)
  }

  /** While a line is away this only notes the wish; whoever subscribes then must resync at `up`. */
  async subscribe(channel: string, listener: BusListener): Promise<() => Promise<void>> {
    const wanted = this.#wanted.get(channel) ?? { listeners: new Set(), node: this.#nodeOf(channel) }
    this.#wanted.set(channel, wanted)
    wanted.listeners.add(listener)
    await this.#listen(channel, wanted)
    return async () => {
      wanted.listeners.delete(listener)
      if (wanted.listeners.size > 0 || this.#wanted.get(channel) !== wanted) return
      this.#wanted.delete(channel)
      await this.#lineOf(wanted)?.unsubscribe(channel)
    }
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#lookAgainTimer)
    clearTimeout(this.#rejoinTimer)
    clearTimeout(this.#downTimer)
    for (const line of this.#lines.values()) line.close()
  }

  async #listen(channel: string, wanted: Wanted): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const line = this.#lineOf(wanted)
      if (line === undefined || (await line.subscribe(channel))) return
      await this.#options.topology.refresh()
    }
  }

  /** Opens a line to each node, closes those to nodes that are gone, and brings each channel to its line. */
  #follow(): void {
    if (this.#isClosed) return
    const { nodes, nodeOf } = this.#options.topology
    for (const [node, line] of this.#lines) {
      if (!nodes.has(node)) {
        line.close()
        this.#lines.delete(node)
      } else if (nodeOf(line.canaryChannel) !== node) line.replaceCanary()
    }
    for (const node of nodes) if (!this.#lines.has(node)) this.#lines.set(node, this.#openLine(node))
    for (const [channel, wanted] of this.#wanted) {
      const node = this.#nodeOf(channel)
      if (node === wanted.node) continue
      wanted.node = node
      void this.#lineOf(wanted)?.subscribe(channel)
    }
    this.#updateHealth()
  }

  #openLine(node: string): RedisLine {
    const { topology, createCanary, onError } = this.#options
    const client = topology.connect(node)
    client.on('error', onError)
    return new RedisLine({
      client,
      isSharded: topology.isSharded,
      createCanary: () => createCanary(node),
      channels: () => [...this.#wanted].flatMap(([channel, wanted]) => (wanted.node === node ? channel : [])),
      onMessage: (channel, message) => this.#hear(channel, message),
      onChange: () => this.#updateHealth(),
      onMoved: () => this.#lookAgainSoon(),
      onError,
    })
  }

  /** A node has answered MOVED: the slots are not where they were. */
  #lookAgainSoon(): void {
    this.#lookAgainTimer ??= setTimeout(async () => {
      await this.#options.topology.refresh()
      this.#lookAgainTimer = undefined
    }, LOOK_AGAIN_MS).unref()
    // A slot that left and came back is where it was, but its node has dropped the subscriptions.
    clearTimeout(this.#rejoinTimer)
    this.#rejoinTimer = setTimeout(() => {
      for (const line of this.#lines.values()) line.rejoin()
    }, SETTLED_MS).unref()
  }

  #lookWhileDown(): void {
    this.#downTimer ??= setTimeout(async () => {
      await this.#options.topology.refresh()
      this.#downTimer = undefined
      if (this.#health === 'down' && !this.#isClosed) this.#lookWhileDown()
    }, LOOK_WHILE_DOWN_MS).unref()
  }

  #nodeOf(channel: string): string | undefined {
    return this.#options.topology.nodeOf(channel)
  }

  #lineOf({ node }: Wanted): RedisLine | undefined {
    return node === undefined ? undefined : this.#lines.get(node)
  }

  #hear(channel: string, message: Buffer): void {
    const wanted = this.#wanted.get(channel)
    const parsed = wanted && parseMessage(message)
    if (!parsed) return
    for (const listener of wanted.listeners) listener(parsed, parsed.wire, parsed.trace)
  }

  #updateHealth(): void {
    const lines = [...this.#lines.values()]
    const health = lines.length > 0 && lines.every((line) => line.isUp) ? 'up' : 'down'
    if (health === this.#health || this.#isClosed) return
    this.#health = health
    if (health === 'down') this.#lookWhileDown()
    for (const watcher of this.#watchers) watcher(health)
  }
}
