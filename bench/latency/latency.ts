import { openBackends } from '../common/backends.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from '../common/worker.ts'
import type { LatencyResult } from './latency-load.ts'

export interface LatencyLoad {
  readonly viewers: number
  readonly matches: number
  readonly perSecond: number
  readonly seconds: number
  /** On real Postgres and Redis instead of embedded. */
  readonly isDistributed?: boolean
}

/** From the start of the POST to the arrival at each viewer, in ms, over the real server. */
export async function measureLatency(load: LatencyLoad, onProgress: (text: string) => void): Promise<LatencyResult> {
  const { seconds, isDistributed = false, ...rest } = load
  const backends = await openBackends(isDistributed)
  const environment = backends.environment
  const server = await startWorker(new URL('../common/whole-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { environment },
  })
  try {
    const port = await server.ask<number>({ op: 'port' })
    const crowd = await startWorker(new URL('./latency-load.ts', import.meta.url), {
      core: LOAD_CORE,
      settings: { port, ...rest },
    })
    try {
      onProgress('warming up')
      await crowd.ask({ op: 'play', seconds: 3 })
      onProgress(`${seconds} s of ${load.perSecond} events/s to ${load.viewers} viewers`)
      const result = await crowd.ask<LatencyResult>({ op: 'play', seconds })
      const expected = (load.perSecond * seconds * load.viewers) / load.matches
      if (result.deliveries !== expected) throw new Error(`${result.deliveries} of ${expected} deliveries arrived`)
      return result
    } finally {
      await crowd.stop()
    }
  } finally {
    await server.stop()
    await backends.close()
  }
}
