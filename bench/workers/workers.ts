import { openBackends } from '../common/backends.ts'
import type { Progress } from '../common/scenario.ts'
import { startServerProcess } from '../common/server-process.ts'
import { startWorker } from '../common/worker.ts'
import type { LatencyResult } from '../latency/latency-load.ts'

export interface Ladder {
  readonly viewers: number
  /** Updates a second of the first step. */
  readonly first: number
  /** How much more each step has. */
  readonly factor: number
  readonly secondsOfStep: number
}

/** An update later than this at one viewer of a hundred is late. */
export const LATE_MS = 100
/** Whatever carries more is not what we measure here. */
const MAX_STEPS = 40
const UNLIMITED = { MAX_CONNECTIONS_PER_ADDRESS: '0', MAX_JOINS_PER_ADDRESS: '0', MAX_EVENT_LOOP_DELAY_MS: '0' }

/**
 * One match, ever more updates a second, until they are late. Nothing is pinned to a core: feeds, viewers, Postgres and Redis share the
 * machine with the server, as on one host.
 *
 * @returns deliveries a second of the last step that was in time
 */
export async function mostInTime(workers: number, ladder: Ladder, onProgress: Progress): Promise<number> {
  const { viewers, first, factor, secondsOfStep: seconds } = ladder
  const backends = await openBackends(true)
  try {
    const environment = { ...backends.environment, ...UNLIMITED, WORKERS: String(workers) }
    const server = await startServerProcess({ environment })
    try {
      const settings = { port: server.port, viewers, matches: 1, perSecond: first }
      const crowd = await startWorker(new URL('../latency/latency-load.ts', import.meta.url), { settings })
      try {
        await crowd.ask({ op: 'play', seconds: 3 })
        let most = 0
        for (let step = 0; step < MAX_STEPS; step += 1) {
          const perSecond = Math.round(first * factor ** step)
          const { p99 } = await crowd.ask<LatencyResult>({ op: 'play', seconds, perSecond })
          onProgress(`${workers} of WORKERS, ${perSecond * viewers} deliveries/s: p99 ${p99.toFixed(0)} ms`)
          if (p99 > LATE_MS) break
          most = perSecond * viewers
        }
        return most
      } finally {
        await crowd.stop()
      }
    } finally {
      await server.stop()
    }
  } finally {
    await backends.close()
  }
}
