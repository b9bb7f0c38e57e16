import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { Server as SocketIoServer } from 'socket.io'
import { type WebSocket, WebSocketServer } from 'ws'
import { exampleWire } from '../common/example-update.ts'
import { answer, settings } from '../common/worker.ts'
import type { FanOut, FanOutKind } from './fan-out-kind.ts'
import { type GatewayLoadOptions, type GatewayUnderLoad, openGatewayUnderLoad } from './gateway-under-load.ts'

interface FanOutSettings extends GatewayLoadOptions {
  readonly kind: FanOutKind
  /** Each update moves the score, so that every view shows something of it. */
  readonly isScored?: boolean
}

const GIVE_BACK_MS = 200

const { kind, isScored = false, ...options } = settings<FanOutSettings>()

/** The baseline to compare with: makes the bytes once, then calls `ws.send` in a loop. */
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
    send(match, _seq, wire) {
      const bytes = Buffer.from(wire)
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
    send: (match, _seq, wire) => {
      io.to(match).emit('update', wire)
    },
  }
}

const touchline = kind === 'touchline' ? await openGatewayUnderLoad(options) : undefined
const fanOut = touchline ?? (await (kind === 'ws' ? openWs() : openSocketIo()))
const seqs = new Map<string, number>()
const delay = monitorEventLoopDelay({ resolution: 1 })

/** For questions that only Touchline can answer. @throws if another way of sending is measured */
function ours(): GatewayUnderLoad {
  if (touchline === undefined) throw new Error(`cannot be measured of ${kind}`)
  return touchline
}

/** An update that waits to be sent. */
function makeNext(match: string): () => void {
  const seq = (seqs.get(match) ?? 0) + 1
  seqs.set(match, seq)
  const wire = exampleWire(match, seq, isScored)
  return () => fanOut.send(match, seq, wire)
}

function sendNext(match: string): void {
  makeNext(match)()
}

export interface RotateQuestion {
  readonly rooms: number
  readonly matchesPerBurst: number
  readonly bursts: number
  readonly pauseMs: number
}

interface PaceQuestion {
  readonly perSecond: number
  readonly seconds: number
}

export interface Paced {
  readonly seq: number
  /** The most bytes that were held for any one viewer at any time; 0 if nobody looked. */
  readonly maxUnsentBytes: number
}

/** After a garbage collection. */
export interface Memory {
  readonly rssBytes: number
  /** With buffers. */
  readonly heapBytes: number
}

interface RunQuestion {
  readonly matches: number
  readonly bursts: number
  readonly pauseMs: number
}

answer({
  port: () => fanOut.port,
  /** Bursts of one update per match, with a pause after each. CPU in µs, of this process alone. */
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
  /** Like `run`, but each burst takes the next few of many rooms, and making the updates is not counted. */
  rotate: async ({ rooms, matchesPerBurst, bursts, pauseMs }: RotateQuestion) => {
    const updates = Array.from({ length: bursts * matchesPerBurst }, (_, n) => makeNext(`bench-${(n % rooms) + 1}`))
    const before = process.cpuUsage()
    for (let sent = 0; sent < updates.length; sent += matchesPerBurst) {
      for (const send of updates.slice(sent, sent + matchesPerBurst)) send()
      await pause(pauseMs)
    }
    const { user, system } = process.cpuUsage(before)
    return { cpuMicros: user + system }
  },
  /** Updates of one match at a fixed pace. Each carries the time at which it was sent. */
  pace: async ({ perSecond, seconds }: PaceQuestion): Promise<Paced> => {
    let maxUnsentBytes = 0
    let sent = 0
    const startedAt = performance.now()
    while (sent < perSecond * seconds) {
      const due = Math.min(perSecond * seconds, ((performance.now() - startedAt) / 1_000) * perSecond)
      for (; sent < due; sent += 1) sendNext('bench-1')
      // Looked at in the turn of the updates, when they are owed on top of what the kernel has not taken yet.
      maxUnsentBytes = Math.max(maxUnsentBytes, touchline?.maxUnsentBytes?.() ?? 0)
      await pause(2)
    }
    return { seq: seqs.get('bench-1') ?? 0, maxUnsentBytes }
  },
  behind: () => ours().viewersBehind(),
  busCalls: () => ours().busCalls,
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return user + system
  },
  memory: async (): Promise<Memory> => {
    if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
    globalThis.gc()
    // The process returns freed pages to the system in the background.
    await pause(GIVE_BACK_MS)
    globalThis.gc()
    const { rss, heapUsed, external } = process.memoryUsage()
    return { rssBytes: rss, heapBytes: heapUsed + external }
  },
})
