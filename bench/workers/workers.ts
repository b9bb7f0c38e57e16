import { openBackends } from '../common/backends.ts'
import type { Progress } from '../common/scenario.ts'
import { FROM_ONE_ADDRESS, startServerProcess } from '../common/server-process.ts'
import { startWorker } from '../common/worker.ts'
import type { LatencyResult, LatencySettings } from '../latency/latency-load.ts'

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
const WARM_UP_SECONDS = 1

/**
 * One match, ever more updates a second, until they are late or some do not arrive. Nothing is pinned to a core: feeds, viewers, Postgres
 * and Redis share the machine with the server, as on one host.
 *
 * @returns deliveries a second of the last step that was in time
 */
export async function mostInTime(workers: number, ladder: Ladder, onProgress: Progress): Promise<number> {
  const { viewers, first, factor, secondsOfStep } = ladder
  const backends = await openBackends(true)
  try {
    const environment = { ...backends.environment, ...FROM_ONE_ADDRESS, WORKERS: String(workers) }
    const server = await startServerProcess({ environment })
    try {
      let most = 0
      for (let step = 0; step < MAX_STEPS; step += 1) {
        const perSecond = Math.round(first * factor ** step)
        const { p99, deliveries } = await playStep({ port: server.port, viewers, matches: 1, perSecond }, secondsOfStep)
        const arrived = deliveries / (perSecond * secondsOfStep * viewers)
        onProgress(
          `${workers} of WORKERS, ${perSecond * viewers} deliveries/s: p99 ${p99.toFixed(0)} ms, ${(arrived * 100).toFixed(1)} % arrived`,
        )
        if (p99 > LATE_MS || arrived < 1) break
        most = perSecond * viewers
      }
      return most
    } finally {
      await server.stop()
    }
  } finally {
    await backends.close()
  }
}

/** A step has a match and viewers of its own: a match takes a bounded number of events, and who fell behind in one step is not slow in the next. */
async function playStep(settings: LatencySettings, seconds: number): Promise<LatencyResult> {
  const crowd = await startWorker(new URL('../latency/latency-load.ts', import.meta.url), { settings })
  try {
    await crowd.ask({ op: 'play', seconds: WARM_UP_SECONDS })
    return await crowd.ask<LatencyResult>({ op: 'play', seconds })
  } finally {
    await crowd.stop()
  }
}
