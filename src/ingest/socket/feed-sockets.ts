import type { WebSocket } from 'ws'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { Answered } from '../answered.ts'
import type { FeedLimits } from '../feed-limits.ts'
import type { Recorder } from '../record-event.ts'
import { type FeedKeys, identifyKey, LOCAL_FEED, Unauthorised } from '../routes/feed-auth.ts'
import { FeedConnection, type FeedServices, type Identity } from './feed-connection.ts'

export interface FeedSocketsOptions {
  readonly recorder: Pick<Recorder, 'record'>
  readonly keys: FeedKeys
  readonly limits: FeedLimits
  readonly heartbeatMs: number
  /** How long a socket may stay without saying who it is. */
  readonly authMs?: number
  /** How often the keys of open sockets are looked up again. */
  readonly keyCheckMs?: number
  /** Told of each answer, with the status that it has over HTTP. */
  onAnswered(answered: Answered): void
  onUnexpected(error: unknown): void
}

const AUTH_MS = 10_000
const KEY_CHECK_MS = 5_000
/** How long closing waits for feeds to answer the close frame. */
const FAREWELL_MS = 500

interface Member {
  readonly socket: WebSocket
  /** A ping is out, and no pong came. */
  isAwaited: boolean
}

/** All sockets of feeds at this replica: lets them in, keeps them alive, and sends them away when it stops. */
export class FeedSockets {
  readonly #options: FeedSocketsOptions
  readonly #members = new Map<FeedConnection, Member>()
  readonly #services: FeedServices
  readonly #timers: readonly NodeJS.Timeout[]

  constructor(options: FeedSocketsOptions) {
    const { recorder, keys, limits, heartbeatMs, keyCheckMs = KEY_CHECK_MS, onAnswered, onUnexpected } = options
    this.#options = options
    this.#services = {
      recorder,
      ratePerSecond: limits.ratePerSecond,
      onAnswered,
      onUnexpected,
      identify: async (key) =>
        (await keys.isEmpty()) ? { feed: LOCAL_FEED } : { feed: await identifyKey(keys, key), key },
      takeTurn: (feed) => limits.takeTurn(feed),
    }
    this.#timers = [
      setInterval(() => this.#ping(), heartbeatMs).unref(),
      setInterval(() => void this.#checkKeys(), keyCheckMs).unref(),
    ]
  }

  get size(): number {
    return this.#members.size
  }

  /** Accepts a feed. Listeners are attached before anything is awaited: messages may follow the upgrade at once. */
  accept(socket: WebSocket, requestId: string, identity?: Identity): void {
    const connection = new FeedConnection(socket, this.#services, requestId, identity)
    const member: Member = { socket, isAwaited: false }
    this.#members.set(connection, member)
    const { authMs = AUTH_MS } = this.#options
    const auth = setTimeout(() => {
      if (connection.identity === undefined) connection.refuseKey(`no key came within ${authMs / 1000} s`)
    }, authMs).unref()
    // The plugin's listener would log a feed that breaks the rules, or a lost connection, as a fault of ours. `close` follows either.
    socket.removeAllListeners('error')
    socket.on('error', () => {})
    socket.on('message', (data, isBinary) => connection.receive(data as Buffer, isBinary))
    socket.on('pong', () => {
      member.isAwaited = false
    })
    socket.on('close', () => {
      clearTimeout(auth)
      this.#members.delete(connection)
      connection.ended()
    })
  }

  /** Takes no more events, answers those that came, and sends every feed away. */
  leave(): void {
    for (const connection of this.#members.keys()) connection.leave()
  }

  /** @returns when nobody is left, and nothing waits for its answer */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    const all = [...this.#members]
    const gone = all.map(([, { socket }]) => new Promise((resolve) => socket.once('close', resolve)))
    this.leave()
    await Promise.all(all.map(([connection]) => connection.idle()))
    const farewell = setTimeout(() => {
      for (const [, { socket }] of all) socket.terminate()
    }, FAREWELL_MS)
    await Promise.all(gone)
    clearTimeout(farewell)
  }

  #ping(): void {
    for (const [connection, member] of this.#members) {
      if (member.isAwaited) {
        connection.close(CLOSE.noPong, 'no pong')
        member.socket.terminate()
        continue
      }
      member.isAwaited = true
      member.socket.ping()
    }
  }

  /** Closes the sockets of keys that were revoked, and once there is a key, those that came without one. */
  async #checkKeys(): Promise<void> {
    for (const connection of this.#members.keys()) {
      const { identity } = connection
      if (identity === undefined) continue
      try {
        if (identity.key !== undefined) await identifyKey(this.#options.keys, identity.key)
        else if (!(await this.#options.keys.isEmpty())) throw new Unauthorised('this server asks for a key now')
      } catch (error) {
        // While the database is away nobody knows, and nothing can be written either.
        if (error instanceof Unauthorised) connection.refuseKey(error.message)
      }
    }
  }
}
