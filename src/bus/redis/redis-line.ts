import { type Redis, ReplyError } from 'ioredis'

/** A channel without updates, which all processes listen to, and how to say something on it. */
export interface Canary {
  readonly channel: string
  send(): Promise<unknown>
}

export interface LineOptions {
  /** The line's own connection, used for nothing else. */
  readonly client: Redis
  readonly isSharded: boolean
  /** Makes a canary that lives on this line's node now. */
  createCanary(): Canary
  /** The channels that are wanted on this line. */
  channels(): readonly string[]
  onMessage(channel: string, message: Buffer): void
  /** Told when `isUp` changes. */
  onChange(): void
  /** Told that channels are no longer on this node. */
  onMoved(): void
  /** Told why something was refused. */
  onError(error: Error): void
  /** From 0 to 1. */
  random?(): number
}

/** A line that has heard no canary for this long, and at most half as much again, sends one. */
const CANARY_MS = 1_000
/** The pace until the first is heard: the connection that sends it may open later than this one. */
const FIRST_CANARY_MS = 100
const CANARY_DEADLINE_MS = 3_500
/** Commands given at once; more would hold up the event loop. */
const COMMANDS_AT_ONCE = 250
/** Channels of one command; of some 100,000 ioredis cannot make one. */
const CHANNELS_OF_COMMAND = 10_000

/**
 * One connection that listens to one node.
 *
 *        ready: subscribe to all         canary heard
 *   down ───────────────────────► joining ──────────► up         any ──► closed
 *    ▲                               │                 │
 *    └──── connection lost, or the canary silent ◄─────┘
 *
 * A connection that looks open may be dead, and a server that answers may take no writes, so nobody trusts either: a canary
 * goes the way of every update each second, and its silence is an outage. All lines to a node share it: whoever has waited
 * longest sends one, and all hear it, so that it costs the node the same however many listen. Which channels are wanted is known outside, not in
 * the client, so a new connection subscribes to all of them at once.
 */
export class RedisLine {
  readonly #options: LineOptions
  #timer: NodeJS.Timeout | undefined
  #canary: Canary
  /** The server answered a subscribe with an error that may pass, such as that its cluster is down. */
  #wasRefused = false
  /** When its canary was heard last, on the monotonic clock; before the first, when it was opened. */
  #heardAt = performance.now()
  #state: { kind: 'down' | 'closed' } | { kind: 'joining' | 'up'; heardAt: number } = { kind: 'down' }

  constructor(options: LineOptions) {
    this.#options = options
    this.#canary = options.createCanary()
    const { client, isSharded } = options
    client.on('ready', () => this.#join())
    client.on('close', () => this.#fall())
    client.on('moved', () => this.#options.onMoved())
    client.on(isSharded ? 'smessageBuffer' : 'messageBuffer', (channel: Buffer, message: Buffer) =>
      this.#hear(channel.toString('latin1'), message),
    )
  }

  get heardAt(): number {
    return this.#heardAt
  }

  get isUp(): boolean {
    return this.#state.kind === 'up'
  }

  /**
   * While the connection is away this does nothing: once back it asks for all there is to hear.
   *
   * @returns false if the channel is not on this node
   */
  async subscribe(channel: string): Promise<boolean> {
    if (!this.#isOpen) return true
    try {
      await this.#subscribeTo([channel])
    } catch (error) {
      if (isMoved(error)) return false
      this.#refused(error)
    }
    return true
  }

  async unsubscribe(channel: string): Promise<void> {
    if (!this.#isOpen) return
    const { client, isSharded } = this.#options
    try {
      await (isSharded ? client.sunsubscribe(channel) : client.unsubscribe(channel))
    } catch (error) {
      this.#refused(error)
    }
  }

  get canaryChannel(): string {
    return this.#canary.channel
  }

  /** Called when the slot of its canary has moved to another node. */
  replaceCanary(): void {
    this.#canary = this.#options.createCanary()
    void this.subscribe(this.#canary.channel)
  }

  /** Subscribes to everything again, since the server may have dropped some of it. */
  rejoin(): void {
    if (this.#isOpen) this.#subscribeToAll()
  }

  close(): void {
    this.#state = { kind: 'closed' }
    clearTimeout(this.#timer)
    this.#options.client.disconnect()
  }

  get #isOpen(): boolean {
    return this.#state.kind === 'joining' || this.#state.kind === 'up'
  }

  #join(): void {
    if (this.#state.kind === 'closed') return
    this.#state = { kind: 'joining', heardAt: performance.now() }
    this.#beatIn(CANARY_MS)
    this.#subscribeToAll()
  }

  #beatIn(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#beat(), ms).unref()
  }

  #subscribeToAll(): void {
    this.#wasRefused = false
    this.#canary = this.#options.createCanary()
    // Beat only after the server has subscribed us: the canary would be lost.
    this.#subscribeTo([this.#canary.channel, ...this.#options.channels()]).then(
      () => this.#beat(),
      (error) => this.#refused(error),
    )
  }

  async #subscribeTo(channels: readonly string[]): Promise<void> {
    const { client, isSharded } = this.#options
    const atOnce = isSharded ? COMMANDS_AT_ONCE : CHANNELS_OF_COMMAND
    for (let from = 0; from < channels.length; from += atOnce) {
      // Skip channels that were left meanwhile: they are unsubscribed from already, and nobody would do it again.
      const wanted = from === 0 ? undefined : new Set(this.#options.channels())
      const portion = channels.slice(from, from + atOnce).filter((channel) => wanted?.has(channel) ?? true)
      // The channels of a sharded command must share a slot, so each is a command of its own.
      if (isSharded) await Promise.all(portion.map((channel) => client.ssubscribe(channel)))
      else if (portion.length > 0) await client.subscribe(...portion)
    }
  }

  #beat(): void {
    if (this.#state.kind !== 'joining' && this.#state.kind !== 'up') return
    if (performance.now() - this.#state.heardAt > CANARY_DEADLINE_MS) {
      this.#restart()
      return
    }
    const paceMs = this.isUp || this.#wasRefused ? CANARY_MS : FIRST_CANARY_MS
    const leftMs = this.#state.heardAt + CANARY_DEADLINE_MS + 1 - performance.now()
    this.#beatIn(Math.min(paceMs, leftMs))
    if (this.#wasRefused) this.#subscribeToAll()
    else this.#canary.send().catch(this.#options.onError) // its silence tells the rest
  }

  #hear(channel: string, message: Buffer): void {
    if (channel === this.#canary.channel) this.#rise()
    else this.#options.onMessage(channel, message)
  }

  #rise(): void {
    if (!this.#isOpen) return
    const wasUp = this.isUp
    this.#heardAt = performance.now()
    this.#state = { kind: 'up', heardAt: this.#heardAt }
    // At random, so that mostly one sends the next, and the others hear it before their turn.
    const { random = Math.random } = this.#options
    if (!this.#wasRefused) this.#beatIn(CANARY_MS * (1 + random() / 2))
    if (!wasUp) this.#options.onChange()
  }

  #fall(): void {
    if (!this.#isOpen) return
    const wasUp = this.isUp
    this.#state = { kind: 'down' }
    if (wasUp) this.#options.onChange()
  }

  #refused(error: unknown): void {
    // `RedisSubscriber` looks elsewhere for the channel that moved; the others are heard here.
    if (isMoved(error)) return
    if (error instanceof ReplyError) {
      this.#wasRefused = true
      this.#options.onError(error as Error)
    } else this.#restart()
  }

  /** Gives up this connection; the client makes a new one, whose `ready` joins again. */
  #restart(): void {
    if (!this.#isOpen) return
    this.#fall()
    this.#options.client.disconnect(true)
  }
}

function isMoved(error: unknown): boolean {
  return error instanceof ReplyError && (error as Error).message.startsWith('MOVED ')
}
