import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { openBackends } from '../common/backends.ts'
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from '../common/worker.ts'
import { type Feed, startFeed } from './rolling-feed.ts'
import type { Moves, SeenByViewers } from './rolling-viewers.ts'

export interface RollingLoad {
  readonly viewers: number
  readonly matches: number
  readonly matchesPerViewer: number
  /** Events a second over all matches. */
  readonly perSecond: number
  readonly drainMs: number
}

/** How the viewers of one gateway moved. */
export interface Restart {
  readonly viewers: number
  /** Reconnects a second that the gateway spread its advice over. */
  readonly advised: number
  /** The most connection attempts in any second. */
  readonly most: number
  /** The longest time for which a process of viewers stood still. */
  readonly stallMs: number
}

export interface RollingResult extends SeenByViewers {
  readonly restarts: readonly Restart[]
}

const GATEWAYS = 3
/** Long, because the machine may have other work. */
const READY_MS = 60_000
const CAUGHT_UP_WITHIN_MS = 15_000
const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/**
 * `[W7]` Restarts each of three gateways behind HAProxy, one after the other, while a feed sends and SDK viewers watch; on real
 * Postgres and Redis, every part a process of its own.
 */
export async function measureRolling(load: RollingLoad, onProgress: (text: string) => void): Promise<RollingResult> {
  const { spawnReady } = await import('../../test/support/process.ts')
  const { freePort } = await import('../../test/support/free-port.ts')
  const { startHaproxy } = await import('../../test/support/servers/proxies/haproxy.ts')
  const opened: (() => Promise<void>)[] = []
  try {
    const backends = await openBackends(true)
    opened.push(() => backends.close())
    const spawn = (role: string, port: number) => {
      const env = { ...backends.environment, ROLE: role, PORT: String(port), DRAIN_MS: String(load.drainMs) }
      return spawnReady(process.execPath, ['--no-warnings', MAIN], { env, ready: /"listening"/, readyMs: READY_MS })
    }
    const [ingestPort, ...ports] = (await Promise.all(Array.from({ length: 1 + GATEWAYS }, freePort))) as [number]
    const startGateway = async (port: number) => {
      const gateway = { port, process: await spawn('gateway', port) }
      opened.push(() => gateway.process.kill('SIGKILL'))
      return gateway
    }
    const startIngest = async () => {
      const ingest = await spawn('ingest', ingestPort)
      opened.push(() => ingest.stop())
    }
    const [gateways] = await Promise.all([Promise.all(ports.map(startGateway)), startIngest()])
    const balancer = await startHaproxy({ ingest: [ingestPort], gateways: gateways.map(({ port }) => port) })
    opened.push(() => balancer.stop())
    for (const { port } of gateways) await untilUsed(balancer.url, port)

    const matches = Array.from({ length: load.matches }, (_, n) => `rolling-${n}`)
    const feed = await startFeed({ url: balancer.url, matches, perSecond: load.perSecond })
    opened.push(async () => void (await feed.stop()))
    const crowd = await openCrowd({ load, url: balancer.url, matches, opened })
    onProgress(`${load.viewers} viewers are watching`)

    const restarts: Restart[] = []
    for (const [index, gateway] of gateways.entries()) {
      await Promise.all(crowd.map((worker) => worker.ask({ op: 'mark' })))
      await gateway.process.kill('SIGTERM')
      const { code } = await gateway.process.exited
      if (code !== 0) throw new Error(`the gateway ended with ${code}: ${gateway.process.output().slice(-1_000)}`)
      gateway.process = await spawn('gateway', gateway.port)
      await untilUsed(balancer.url, gateway.port)
      const restart = toRestart(await Promise.all(crowd.map((worker) => worker.ask<Moves>({ op: 'moves' }))))
      onProgress(`gateway ${index + 1} of ${GATEWAYS}: ${describe(restart)}`)
      restarts.push(restart)
    }
    return { ...(await untilCaughtUp(crowd, feed)), restarts }
  } finally {
    for (const close of opened.reverse()) await close()
  }
}

/** Starts the viewers, half of them on each core. @param options.opened what is to be closed, in reverse order */
export async function openCrowd(options: {
  readonly load: Pick<RollingLoad, 'viewers' | 'matchesPerViewer'>
  readonly url: string
  readonly matches: readonly string[]
  readonly opened: (() => Promise<void>)[]
}): Promise<Worker[]> {
  const { load, url, matches, opened } = options
  const crowd: Worker[] = []
  for (const core of [SERVER_CORE, LOAD_CORE]) {
    const settings = { url, viewers: load.viewers / 2, matches, matchesPerViewer: load.matchesPerViewer }
    const worker = await startWorker(new URL('./rolling-viewers.ts', import.meta.url), { core, settings })
    opened.push(() => worker.stop())
    crowd.push(worker)
  }
  await Promise.all(crowd.map((worker) => worker.ask({ op: 'open' })))
  return crowd
}

/** Waits until the load balancer sends viewers to this gateway. It sends each to the gateway with the fewest. */
export async function untilUsed(url: string, port: number): Promise<void> {
  const probes: WebSocket[] = []
  try {
    for (;;) {
      const probe = new WebSocket(`${url.replace('http', 'ws')}/v1/live`)
      probe.on('error', () => {}) // the load balancer refuses while it knows no gateway
      probes.push(probe)
      await pause(100)
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      if (/^touchline_connections [1-9]/m.test(metrics)) return
    }
  } finally {
    for (const probe of probes) probe.terminate()
  }
}

/** Ends the feed, then waits a bounded time until every viewer has the newest update. @returns what they saw since they joined */
export async function untilCaughtUp(crowd: readonly Worker[], feed: Feed): Promise<SeenByViewers> {
  const heads = await feed.stop()
  const deadlineAt = Date.now() + CAUGHT_UP_WITHIN_MS
  for (;;) {
    const all = await Promise.all(crowd.map((worker) => worker.ask<SeenByViewers>({ op: 'seen', heads })))
    const seen = all.reduce((sum, one) => ({
      updates: sum.updates + one.updates,
      missed: sum.missed + one.missed,
      duplicated: sum.duplicated + one.duplicated,
      startedOver: sum.startedOver + one.startedOver,
      conflated: sum.conflated + one.conflated,
      behind: sum.behind + one.behind,
      longestDelayMs: Math.max(sum.longestDelayMs, one.longestDelayMs),
    }))
    if (seen.behind === 0 || Date.now() > deadlineAt) return seen
    await pause(100)
  }
}

function toRestart(moves: readonly Moves[]): Restart {
  const afterMs = moves.flatMap((move) => move.afterMs)
  const spreadMs = Math.max(...afterMs) - Math.min(...afterMs)
  return {
    viewers: afterMs.length,
    advised: ((afterMs.length - 1) / spreadMs) * 1_000,
    most: mostInASecond(moves.flatMap((move) => move.connectedAt)),
    stallMs: Math.max(...moves.map((move) => move.stallMs)),
  }
}

/** The most of these times that lie within one second, wherever that second begins. */
export function mostInASecond(moments: readonly number[]): number {
  const sorted = moments.toSorted((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[first] as number) >= 1_000) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

function describe({ viewers, advised, most, stallMs }: Restart): string {
  const stall = `viewers' longest stall ${stallMs.toFixed(0)} ms`
  return `${viewers} viewers moved, advised ${advised.toFixed(1)}/s, at most ${most} in a second, ${stall}`
}
