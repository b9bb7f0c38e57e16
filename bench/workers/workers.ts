import { openBackends } from '../common/backends.ts'
import type { Progress } from '../common/scenario.ts'
import { FROM_ONE_ADDRESS, startServerProcess } from '../common/server-process.ts'
import { startWorker } from '../common/worker.ts'
import type { LatencyResult, LatencySettings } from '../latency/latency-load.ts'

export interface Step {
  readonly viewers: number
  /** Updates a second. */
  readonly perSecond: number
}

export interface Ladder {
  readonly first: Step
  /** What each step has more of, and how much more. */
  readonly grows: keyof Step
  readonly factor: number
  readonly secondsOfStep: number
}

/** An update later than this at one viewer of a hundred is late. */
export const LATE_MS = 100
/** Whatever carries more is not what we measure here. */
const MAX_STEPS = 40
/** A step that is late is tried once more: one stall of the machine is not the server's. */
const TRIES = 2
const WARM_UP_SECONDS = 1

/**
 * One match, ever more of it, until updates are late or some do not arrive. Nothing is pinned to a core: feeds, viewers, Postgres
 * and Redis share the machine with the server, as on one host.
 *
 * @returns deliveries a second of the last step that was in time
 */
export async function mostInTime(workers: number, ladder: Ladder, onProgress: Progress): Promise<number> {
  const backends = await openBackends(true)
  try {
    const environment = { ...backends.environment, ...FROM_ONE_ADDRESS, WORKERS: String(workers) }
    const server = await startServerProcess({ environment })
    try {
      const tell = (text: string) => onProgress(`${workers} of WORKERS, ${text}`)
      let most = 0
      for (const step of stepsOf(ladder)) {
        if (!(await isInTime(server.port, step, ladder.secondsOfStep, tell))) break
        most = step.viewers * step.perSecond
      }
      return most
    } finally {
      await server.stop()
    }
  } finally {
    await backends.close()
  }
}

function* stepsOf({ first, grows, factor }: Ladder): Generator<Step> {
  for (let n = 0; n < MAX_STEPS; n += 1) yield { ...first, [grows]: Math.round(first[grows] * factor ** n) }
}

async function isInTime(port: number, step: Step, seconds: number, onProgress: Progress): Promise<boolean> {
  const { viewers, perSecond } = step
  for (let n = 0; n < TRIES; n += 1) {
    const { p99, deliveries } = await playStep({ port, matches: 1, ...step }, seconds)
    const arrived = deliveries / (perSecond * seconds * viewers)
    const came = `p99 ${p99.toFixed(0)} ms, ${(arrived * 100).toFixed(1)} % arrived`
    onProgress(`${viewers} viewers, ${perSecond} updates/s: ${came}`)
    if (p99 <= LATE_MS && arrived >= 1) return true
  }
  return false
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
