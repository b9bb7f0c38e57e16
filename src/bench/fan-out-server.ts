import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import Fastify from 'fastify'
import { Server as SocketIoServer } from 'socket.io'
import { type WebSocket, WebSocketServer } from 'ws'
import { createMemoryBus } from '../bus/memory-bus.ts'
import { Gateway } from '../gateway/gateway.ts'
import { liveRoute } from '../gateway/live-route.ts'
import type { MatchStore, Snapshot } from '../store/match-store.ts'
import { exampleState, exampleWire } from './example-update.ts'
import { answer, settings } from './worker.ts'

/** One way to send the same bytes to everybody who watches a match. */
interface FanOut {
  readonly port: number
  send(match: string, seq: number): void
  /** The most that is held for any one viewer now. */
  maxUnsentBytes?(): number
}

export type FanOutKind = 'touchline' | 'ws' | 'socket.io'

const { kind } = settings<{ kind: FanOutKind }>()
const EPOCH = 'bench'

async function openTouchline(): Promise<FanOut> {
  const bus = createMemoryBus()
  const readSnapshot = async (match: string): Promise<Snapshot> => ({
    match,
    epoch: EPOCH,
    seq: 0,
    state: exampleState(match),
  })
  const gateway = new Gateway({
    bus,
    // The bench is about the way from the bus to the sockets; a warm room asks the store nothing.
    store: {
      readSnapshot,
      readHeads: async (matches) => matches.map(() => undefined),
      // For delayed viewers, who join before the first update.
      readSeqAt: async () => 0,
      readPast: readSnapshot,
      readUpdates: async () => [],
    } as Partial<MatchStore> as MatchStore,
    limits: { subscriptions: 64, messageBytes: 8_192 },
    heartbeatMs: 600_000,
    drainMs: 0,
    maxConnectionAgeMs: 0,
    maxConnectionRate: 0,
    onRepair() {},
    onCheckFailed() {},
    onSendingAway() {},
  })
  const app = Fastify()
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await app.register(liveRoute, { gateway, allowedOrigins: 'any', admission: { admit() {} }, maxMessageBytes: 8_192 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    port: (app.server.address() as AddressInfo).port,
    send(match, seq) {
      void bus.publish({ match, epoch: EPOCH, updates: [{ seq, wire: exampleWire(match, seq) }], state: '{}' })
    },
  }
}

/** The floor that anyone would compare with: the bytes made once, and a loop. */
async function openWs(): Promise<FanOut> {
  const viewers = new Map<string, Set<WebSocket>>()
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, clientTracking: false })
  server.on('connection', (socket, request) => {
    for (const match of (request.url ?? '').slice(1).split(',')) {
      const watching = viewers.get(match) ?? new Set()
      viewers.set(match, watching.add(socket))
    }
    socket.send('welcome')
  })
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    send(match, seq) {
      const bytes = Buffer.from(exampleWire(match, seq))
      for (const viewer of viewers.get(match) ?? []) viewer.send(bytes, { binary: false })
    },
  }
}

async function openSocketIo(): Promise<FanOut> {
  const server = createServer()
  const io = new SocketIoServer(server, { perMessageDeflate: false, transports: ['websocket'], pingInterval: 600_000 })
  io.on('connection', (socket) => {
    socket.join('bench-1')
    socket.emit('welcome')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    send: (match, seq) => {
      io.to(match).emit('update', exampleWire(match, seq))
    },
  }
}

const open = { touchline: openTouchline, ws: openWs, 'socket.io': openSocketIo }[kind]
const fanOut = await open()
const seqs = new Map<string, number>()
const delay = monitorEventLoopDelay({ resolution: 1 })

function sendNext(match: string): void {
  const seq = (seqs.get(match) ?? 0) + 1
  seqs.set(match, seq)
  fanOut.send(match, seq)
}

interface RotateQuestion {
  readonly rooms: number
  readonly matchesPerBurst: number
  readonly bursts: number
  readonly pauseMs: number
}

interface RunQuestion {
  readonly matches: number
  readonly bursts: number
  readonly pauseMs: number
}

answer({
  port: () => fanOut.port,
  /** Bursts of one update per match, a pause after each. CPU in µs, of this process alone. */
  run: async ({ matches, bursts, pauseMs }: RunQuestion) => {
    delay.reset()
    delay.enable()
    const before = process.cpuUsage()
    const startedAt = performance.now()
    for (let burst = 0; burst < bursts; burst += 1) {
      for (let match = 1; match <= matches; match += 1) sendNext(`bench-${match}`)
      await pause(pauseMs)
    }
    const { user, system } = process.cpuUsage(before)
    delay.disable()
    return { cpuMicros: user + system, stallMs: delay.max / 1e6, tookMs: performance.now() - startedAt }
  },
  /** Like `run`, but each burst takes the next few of many rooms. */
  rotate: async ({ rooms, matchesPerBurst, bursts, pauseMs }: RotateQuestion) => {
    const before = process.cpuUsage()
    let room = 0
    for (let burst = 0; burst < bursts; burst += 1) {
      for (let update = 0; update < matchesPerBurst; update += 1) {
        sendNext(`bench-${(room % rooms) + 1}`)
        room += 1
      }
      await pause(pauseMs)
    }
    const { user, system } = process.cpuUsage(before)
    return { cpuMicros: user + system }
  },
  /** One match at a fixed pace; each update carries when it was sent. */
  pace: async ({ perSecond, seconds }: { perSecond: number; seconds: number }) => {
    let maxUnsentBytes = 0
    let sent = 0
    const startedAt = performance.now()
    while (sent < perSecond * seconds) {
      const due = Math.min(perSecond * seconds, ((performance.now() - startedAt) / 1_000) * perSecond)
      for (; sent < due; sent += 1) sendNext('bench-1')
      maxUnsentBytes = Math.max(maxUnsentBytes, fanOut.maxUnsentBytes?.() ?? 0)
      await pause(2)
    }
    return { seq: seqs.get('bench-1') ?? 0, maxUnsentBytes }
  },
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  rss: () => {
    globalThis.gc?.()
    return process.memoryUsage().rss
  },
})
