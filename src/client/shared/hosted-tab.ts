import type { ClientStatus } from '../status.ts'
import { type FollowedForTab, followBoard, followMatch } from './follow-for-tab.ts'
import type { HostMessage, SharedServer, TabMessage } from './messages.ts'
import type { Port } from './port.ts'
import type { SharedConnection, SharedConnections, TabOfConnection } from './shared-connections.ts'

/** Pings in a row that a tab may leave unanswered. What is said to one that sleeps or crashed waits in memory until then. */
const MAX_UNANSWERED = 3

export interface HostedTabOptions {
  readonly id: number
  readonly port: Port<HostMessage, TabMessage>
  readonly connections: SharedConnections
  /** It left, or was forgotten. */
  onGone(tab: HostedTab): void
  onWake(): void
}

/** A connection that a tab uses. */
interface Used {
  readonly connection: SharedConnection
  readonly stop: () => void
  readonly followed: Map<number, FollowedForTab>
}

/** One tab, as the host of the connections sees it. */
export class HostedTab implements TabOfConnection {
  readonly id: number
  readonly #options: HostedTabOptions
  readonly #byDelay = new Map<number, Used>()
  readonly #tokenRequests = new Map<number, (token: string | undefined) => void>()
  #server: SharedServer | undefined
  #status: ClientStatus | undefined
  #tokenRequestCount = 0
  #unanswered = 0

  constructor(options: HostedTabOptions) {
    this.id = options.id
    this.#options = options
    options.port.onmessage = ({ data }) => this.#take(data)
  }

  /** Asks whether it is still there. */
  ping(): void {
    if (this.#unanswered >= MAX_UNANSWERED) {
      // One that only slept reads this when it wakes up.
      this.#tell({ op: 'forgotten' })
      this.leave()
      return
    }
    this.#unanswered += 1
    this.#tell({ op: 'ping', aheadMs: this.#aheadMs })
  }

  askToken(timeoutMs: number): Promise<string | undefined> {
    this.#tokenRequestCount += 1
    const id = this.#tokenRequestCount
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#takeToken(id, undefined), timeoutMs)
      this.#tokenRequests.set(id, (token) => {
        clearTimeout(timer)
        resolve(token)
      })
      this.#tell({ op: 'token', id })
    })
  }

  /** Follows nothing for it any more. Does nothing the second time. */
  leave(): void {
    this.#options.port.onmessage = null
    for (const delayMs of this.#byDelay.keys()) this.#release(delayMs)
    for (const id of this.#tokenRequests.keys()) this.#takeToken(id, undefined)
    this.#options.onGone(this)
  }

  #take(message: TabMessage): void {
    this.#unanswered = 0
    switch (message.op) {
      case 'join':
        this.#server = message.server
        this.#tell({ op: 'joined' })
        break
      case 'connect':
        this.#use(0)?.connection.client.connect()
        break
      case 'match': {
        const { id, match, options } = message
        const used = this.#use(options.delayMs)
        if (used) used.followed.set(id, followMatch(used.connection.client, match, options, this.#teller(id)))
        break
      }
      case 'board': {
        const { id, name, options } = message
        const used = this.#use(options.delayMs)
        if (used) used.followed.set(id, followBoard(used.connection.client, name, options, this.#teller(id)))
        break
      }
      case 'again':
        for (const { followed } of this.#byDelay.values()) followed.get(message.id)?.restart(message.match)
        break
      case 'unfollow':
        this.#unfollow(message.id)
        break
      case 'token':
        this.#takeToken(message.id, message.token)
        break
      case 'wake':
        this.#options.onWake()
        this.#tell({ op: 'ping', aheadMs: this.#aheadMs })
        break
      case 'leave':
        this.leave()
        break
      case 'pong':
        break
    }
  }

  #use(delayMs = 0): Used | undefined {
    const known = this.#byDelay.get(delayMs)
    if (known) return known
    const connection = this.#server && this.#options.connections.acquire(this, this.#server, delayMs)
    if (!connection) {
      this.#tell({ op: 'full' })
      return undefined
    }
    const stop = connection.client.on('status', () => this.#tellStatus())
    const used = { connection, stop, followed: new Map() }
    this.#byDelay.set(delayMs, used)
    this.#tellStatus()
    return used
  }

  #unfollow(id: number): void {
    for (const [delayMs, { followed }] of this.#byDelay) {
      followed.get(id)?.close()
      // The last connection stays, as that of a client which follows nothing for a moment.
      if (followed.delete(id) && followed.size === 0 && this.#byDelay.size > 1) this.#release(delayMs)
    }
  }

  #release(delayMs: number): void {
    const used = this.#byDelay.get(delayMs)
    if (!used) return
    this.#byDelay.delete(delayMs)
    used.stop()
    for (const followed of used.followed.values()) followed.close()
    this.#options.connections.release(this, used.connection)
    this.#tellStatus()
  }

  #takeToken(id: number, token: string | undefined): void {
    this.#tokenRequests.get(id)?.(token)
    this.#tokenRequests.delete(id)
  }

  /** Of several connections the one that cannot vouch for what it shows. */
  #tellStatus(): void {
    const statuses = [...this.#byDelay.values()].map(({ connection }) => connection.client.status)
    const status = statuses.find(({ kind }) => kind !== 'live') ?? statuses[0]
    if (status === undefined || status === this.#status) return
    this.#status = status
    this.#tell({ op: 'status', status, aheadMs: this.#aheadMs })
  }

  #teller(id: number): Parameters<typeof followMatch>[3] {
    return (news) => this.#tell({ op: 'news', id, ...news, aheadMs: this.#aheadMs })
  }

  get #aheadMs(): number {
    const [used] = this.#byDelay.values()
    return used ? used.connection.client.now() - Date.now() : 0
  }

  #tell(message: HostMessage): void {
    this.#options.port.postMessage(message)
  }
}
