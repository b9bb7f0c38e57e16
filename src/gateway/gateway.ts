import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Bus, BusHealth } from '../bus/bus.ts'
import { CLOSE } from '../protocol/close-codes.ts'
import type { Limits } from '../protocol/messages.ts'
import type { MatchStore } from '../store/match-store.ts'
import { Connection } from './connection.ts'
import { encodeTextFrame } from './frame.ts'
import { HeartbeatWheel } from './heartbeat.ts'
import { Hub } from './hub.ts'
import type { ViewerSocket } from './viewer-socket.ts'

export interface GatewayOptions {
  readonly bus: Bus
  readonly store: MatchStore
  readonly limits: Limits
  readonly heartbeatMs: number
  readonly onRepair: (match: string, outcome: 'repaired' | 'failed') => void
  readonly onCheckFailed: (error: Error) => void
}

/** `[W4]` a viewer that takes nothing for so long is gone. */
const STALLED_MS = 30_000
const STALL_CHECK_MS = 5_000
/** Closes per turn of the event loop when everybody has to go. */
const CLOSE_SLICE = 256

/** All viewers of this process: who they are, that they live, and what they are told about the gateway itself. */
export class Gateway {
  readonly hub: Hub
  readonly #options: GatewayOptions
  readonly #connections = new Set<Connection>()
  readonly #wheel: HeartbeatWheel
  readonly #stallTimer: NodeJS.Timeout

  constructor(options: GatewayOptions) {
    this.#options = options
    this.hub = new Hub(options)
    this.#wheel = new HeartbeatWheel(options.heartbeatMs)
    this.#stallTimer = setInterval(() => this.#checkSlow(), STALL_CHECK_MS).unref()
    options.bus.watchHealth((health) => this.#tellHealth(health))
  }

  get connectionCount(): number {
    return this.#connections.size
  }

  /** Takes a viewer over. Listeners are attached before anything is awaited: messages may follow the upgrade at once. */
  accept(socket: ViewerSocket): void {
    const connection = new Connection(randomBytes(9).toString('base64url'), socket, this.hub)
    this.#connections.add(connection)
    const leaveWheel = this.#wheel.add(connection)
    socket.forgetRequest()
    socket.on('message', (data, isBinary) => connection.receive(data as Buffer, isBinary))
    socket.on('pong', () => connection.pong())
    socket.on('close', () => {
      leaveWheel()
      this.#connections.delete(connection)
      this.hub.slow.delete(connection)
      connection.ended()
    })
    const { heartbeatMs, limits, bus } = this.#options
    connection.send({ op: 'hello', connection: connection.id, at: Date.now(), heartbeatMs, limits })
    if (bus.health === 'down') connection.send({ op: 'gateway', broker: 'down', at: Date.now() })
  }

  /** Sends everyone away, to come back elsewhere. */
  async close(): Promise<void> {
    let closed = 0
    for (const connection of this.#connections) {
      connection.close(CLOSE.reconnect, 'this gateway is stopping; come back')
      closed += 1
      if (closed % CLOSE_SLICE === 0) await nextTurn()
    }
    clearInterval(this.#stallTimer)
    this.#wheel.close()
    this.hub.close()
  }

  /** `[W6]` while the bus is away viewers are told, and when it is back everything is compared with the truth. */
  #tellHealth(health: BusHealth): void {
    const frame = encodeTextFrame(JSON.stringify({ op: 'gateway', broker: health, at: Date.now() }))
    if (health === 'down') {
      for (const connection of this.#connections) connection.sendFrame(frame)
      return
    }
    this.hub
      .resyncAll()
      .catch(this.#options.onCheckFailed)
      .finally(() => {
        // It may have gone again while the rooms were read.
        if (this.#options.bus.health !== 'up') return
        for (const connection of this.#connections) connection.sendFrame(frame)
      })
  }

  #checkSlow(): void {
    const now = Date.now()
    for (const connection of this.hub.slow) connection.checkStalled(now, STALLED_MS)
  }
}
