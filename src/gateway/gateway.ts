import type { ViewerTokens } from '../access/viewer-tokens.ts'
import type { Audience } from '../bus/audience.ts'
import type { Bus, BusHealth } from '../bus/bus.ts'
import type { FleetChannel } from '../bus/fleet-channel.ts'
import type { Suspects } from '../bus/suspects.ts'
import type { SubscribeRequest } from '../protocol/client-messages.ts'
import type { FeedHealth, FeedMessage, Limits, ReconnectMessage } from '../protocol/messages.ts'
import type { MatchStore } from '../store/match-store.ts'
import type { SourceLifeStore } from '../store/source-life.ts'
import type { AddressLimits } from './admission/address-limits.ts'
import { Boards } from './boards/boards.ts'
import { WholeFrames } from './delivery/frames.ts'
import { Outbox, type Served } from './delivery/outbox.ts'
import { sendAway, spreadMs } from './fleet/drain.ts'
import { Fleet } from './fleet/fleet.ts'
import { Rebalance } from './fleet/rebalance.ts'
import { ViewerCounts } from './fleet/viewer-counts.ts'
import { pause } from './pause.ts'
import { RecentRates, RecentWorst } from './recent.ts'
import { Rooms } from './rooms/rooms.ts'
import { SilentFeeds } from './silent-feeds.ts'
import { Tallies } from './tallies.ts'
import { Connection, type ConnectionServices } from './viewer/connection.ts'
import { createConnectionIds } from './viewer/connection-ids.ts'
import type { EventStream } from './viewer/event-stream.ts'
import { HeartbeatWheel } from './viewer/heartbeat.ts'
import { StallWatch } from './viewer/stall-watch.ts'
import type { ViewerLink } from './viewer/viewer-link.ts'
import type { ViewerSocket } from './viewer/viewer-socket.ts'
import { Viewers } from './viewer/viewers.ts'

export interface GatewayOptions {
  /** The database's clock. */
  readonly now: () => number
  readonly bus: Bus & FleetChannel & Audience & Suspects
  readonly store: MatchStore
  /** Without it no feed is silent. */
  readonly sources?: Pick<SourceLifeStore, 'readStaleMatches'>
  readonly limits: Limits
  /** Left out if viewers need no token. */
  readonly tokens?: Pick<ViewerTokens, 'verify'> | undefined
  readonly heartbeatMs: number
  /** Reconnects of viewers who have to go elsewhere are spread over this many ms. */
  readonly drainMs: number
  /** After this many ms a viewer is asked to go where there is more room; 0 = never. */
  readonly maxConnectionAgeMs: number
  /** Viewers a second that a gateway of this fleet lets in; 0 = any number. */
  readonly maxConnectionRate: number
  readonly onRepair: (match: string, outcome: 'repaired' | 'failed') => void
  readonly onCheckFailed: (error: Error) => void
  /** Left out where addresses have no bounds. */
  readonly addresses?: Pick<AddressLimits, 'enter'>
  /** Told once a turn what was written. */
  readonly onServed?: (served: Served) => void
  /** What the others are told that this one is. */
  readonly about?: { readonly name: string; readonly version: string }
  readonly onSendingAway: (reason: ReconnectMessage['reason'], viewers: number, spreadMs: number) => void
}

/** The code that RFC 6455 has for a connection that ended without a close frame. */
const NO_CODE = 1006
/** A load balancer looks once a second or so; it would send viewers who come back sooner here again. */
const NOTICE_MS = 2_000
/** Between a viewer's time and its close: one that makes its new connection first closes the old one itself. */
const CLOSE_GRACE_MS = 1_000
/** What serves the viewers of this process: accepts them, keeps them alive, tells them about the gateway itself, and sends them away. */
export class Gateway {
  readonly rooms: Rooms
  readonly viewers = new Viewers()
  readonly tallies = new Tallies()
  readonly #options: GatewayOptions
  readonly #nextId = createConnectionIds()
  readonly #fleet: Fleet
  readonly #rebalance: Rebalance
  readonly #viewerCounts: ViewerCounts
  readonly #closed = new AbortController()
  readonly #wheel: HeartbeatWheel
  readonly #boards: Boards
  readonly #silentFeeds: SilentFeeds
  readonly #stallWatch = new StallWatch()
  readonly #services: ConnectionServices
  readonly #lag = new RecentWorst()
  readonly #rates = new RecentRates(() => ({ writes: this.tallies.deliveries, bytes: this.viewers.sentBytes() }))

  constructor(options: GatewayOptions) {
    this.#options = options
    const outbox = new Outbox((served) => {
      this.tallies.deliveries += served.deliveries
      if (served.times.length > 0) this.#lag.note(options.now() - Math.min(...served.times))
      options.onServed?.(served)
    })
    this.rooms = new Rooms({ ...options, onDelivered: (at, traced) => outbox.mark(at, traced) })
    this.#boards = new Boards({
      store: options.store,
      rooms: this.rooms,
      fleet: options.bus,
      now: options.now,
      onRefreshFailed: options.onCheckFailed,
    })
    this.#silentFeeds = new SilentFeeds({
      sources: options.sources ?? { readStaleMatches: async () => [] },
      matches: () => this.rooms.matches,
      now: options.now,
      onChange: (changes) => this.#tellFeedHealth(changes),
      onFailure: options.onCheckFailed,
    })
    this.#services = {
      now: options.now,
      limits: options.limits,
      tokens: options.tokens,
      rooms: this.rooms,
      boards: this.#boards,
      silentFeeds: this.#silentFeeds,
      outbox,
      tallies: this.tallies,
      stallWatch: this.#stallWatch,
    }
    this.#wheel = new HeartbeatWheel(options.heartbeatMs, options.now)
    const { about } = options
    this.#fleet = new Fleet({
      bus: options.bus,
      viewers: () => this.viewers.size,
      ...(about && { figures: () => ({ ...about, ...this.figures }) }),
    })
    this.#rebalance = new Rebalance({
      fleet: this.#fleet,
      maxAgeMs: options.maxConnectionAgeMs,
      windowMs: options.drainMs,
      connectionRate: options.maxConnectionRate,
      onSendingAway: (viewers, spread) => options.onSendingAway('rebalancing', viewers, spread),
    })
    this.#viewerCounts = new ViewerCounts({ audience: options.bus, count: () => this.rooms.countViewers() })
    options.bus.watchHealth((health) => this.#tellHealth(health))
  }

  /** The gateways of the fleet, as far as this one knows. */
  get replicas(): Fleet['members'] {
    return this.#fleet.members
  }

  /** How this gateway does now, for people who look. */
  get figures() {
    const { writes, bytes } = this.#rates.perSecond
    return {
      rooms: this.rooms.size,
      writesPerSecond: Math.round(writes),
      bytesPerSecond: Math.round(bytes),
      lagMs: Math.round(this.#lag.worst),
      slow: this.viewersBehind,
    }
  }

  /** Viewers who get no updates now because they have not read what they were sent. */
  get viewersBehind(): number {
    return this.#stallWatch.size
  }

  /**
   * Accepts a viewer. Listeners are attached before anything is awaited: messages may follow the upgrade at once.
   *
   * @param ip of whoever asked
   * @param token that came with the request
   */
  accept(socket: ViewerSocket, token?: string, ip?: string): void {
    const { connection, leave } = this.#enter(socket, ip)
    socket.on('message', (data, isBinary) => connection.receive(data as Buffer, isBinary))
    socket.on('pong', (payload) => connection.pong(payload))
    socket.on('ping', () => connection.ping())
    socket.on('close', (code) => leave(socket.toldCode ?? code))
    this.#greet(connection, token)
  }

  /** `[W21]` @throws {BadToken} @throws {KeysUnavailable} if viewers need a token, and this is none or cannot be checked */
  async checkToken(token: string | undefined): Promise<void> {
    await this.#options.tokens?.verify(token)
  }

  /** `[W19]` Accepts a viewer who cannot say anything later. Without a request it is told `hello`, and what the gateway says of itself. */
  acceptStream(stream: EventStream, request: SubscribeRequest | undefined, token?: string, ip?: string): void {
    const { connection, leave } = this.#enter(stream, ip)
    stream.tcp.once('close', () => leave())
    this.#greet(connection, token)
    if (request !== undefined) connection.request(request)
  }

  #enter(
    link: ViewerLink,
    ip: string | undefined,
  ): { readonly connection: Connection; readonly leave: (code?: number) => void } {
    const address = ip === undefined ? undefined : this.#options.addresses?.enter(ip)
    const connection = new Connection(this.#nextId(), link, this.#services, address)
    this.viewers.add(connection, link)
    const leaveWheel = this.#wheel.add(connection)
    const leaveRebalance = this.#rebalance.add(connection)
    return {
      connection,
      leave: (code = NO_CODE) => {
        this.tallies.closed(connection.closeCode ?? code)
        leaveWheel()
        leaveRebalance()
        this.viewers.delete(connection)
        connection.ended()
      },
    }
  }

  #greet(connection: Connection, token: string | undefined): void {
    const { heartbeatMs, limits, bus, now } = this.#options
    connection.send({ op: 'hello', connection: connection.id, at: now(), heartbeatMs, limits })
    if (bus.health === 'down') connection.send({ op: 'gateway', broker: 'down', at: now() })
    if (token !== undefined) connection.authorise(token)
  }

  /** Viewers at all gateways, by match, of the matches that most watch here. See `ViewerCounts`. */
  get busiestMatches(): ReadonlyMap<string, number> {
    return this.#viewerCounts.busiest
  }

  /** Gives viewers beyond this gateway's fair share to the others. @returns how many */
  rebalance(): Promise<number> {
    return this.#rebalance.sendSurplus()
  }

  /**
   * `[W7]` Sends everyone elsewhere, evenly over the drain window or for as long as the other gateways need. Updates flow until
   * a viewer is closed. The caller sees to it that no new ones come. @returns when nobody is left, or the window is over
   */
  async drain(): Promise<void> {
    const { drainMs, maxConnectionRate: connectionRate, onSendingAway } = this.#options
    const { signal } = this.#closed
    this.#rebalance.close()
    const noticeMs = this.viewers.size === 0 ? 0 : Math.min(NOTICE_MS, drainMs / 5)
    await Promise.all([this.#fleet.leave(), pause(noticeMs, signal)])
    const viewers = [...this.viewers.connections]
    if (viewers.length === 0) return
    const windowMs = drainMs - noticeMs
    const takers = this.#fleet.takersPerDrain
    const spread = spreadMs({ viewers: viewers.length, windowMs, takers, connectionRate })
    onSendingAway('draining', viewers.length, spread)
    await sendAway(viewers, {
      reason: 'draining',
      spreadMs: spread,
      keepMs: windowMs,
      graceMs: Math.min(CLOSE_GRACE_MS, drainMs / 10),
      signal,
      isOver: () => this.viewers.size === 0,
    })
  }

  /** Sends away at once everyone who is left. */
  async close(): Promise<void> {
    this.#closed.abort()
    this.#rebalance.close()
    this.#fleet.close()
    await Promise.all([this.viewers.closeAll(), this.#viewerCounts.close()])
    this.#stallWatch.close()
    this.#wheel.close()
    this.#boards.close()
    this.#silentFeeds.close()
    this.rooms.close()
  }

  /** `[H7]` Tells those who watch the matches, live or with a delay. */
  #tellFeedHealth(changes: ReadonlyMap<string, FeedHealth>): void {
    const messages = [...changes].map(([match, { health, at }]) => {
      const message: FeedMessage = { op: 'feed', match, health, at }
      return { match, message: new WholeFrames(JSON.stringify(message)) }
    })
    for (const connection of this.viewers.connections) {
      for (const { match, message } of messages) if (connection.watchesMatch(match)) connection.sendFrames(message)
    }
  }

  /** `[W6]` while the bus is away viewers are told, and when it is back everything is compared with the truth. */
  #tellHealth(health: BusHealth): void {
    const frames = new WholeFrames(JSON.stringify({ op: 'gateway', broker: health, at: this.#options.now() }))
    if (health === 'down') {
      this.viewers.sendAll(frames)
      return
    }
    this.rooms
      .resyncAll()
      .catch(this.#options.onCheckFailed)
      .finally(() => {
        // It may have gone again while the rooms were read.
        if (this.#options.bus.health !== 'up') return
        this.viewers.sendAll(frames)
      })
  }
}
