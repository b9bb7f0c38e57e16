import { type BackendKind, openSystem } from '../common/system-under-load.ts'
import { LOAD_CORE, startWorker } from '../common/worker.ts'
import type { LatencyResult } from './latency-load.ts'

export interface LatencyLoad {
  readonly viewers: number
  readonly matches: number
  readonly perSecond: number
  readonly seconds: number
  readonly kind: BackendKind
}

/** From the start of the POST to the arrival at each viewer, in ms, over the real server. */
export async function measureLatency(load: LatencyLoad, onProgress: (text: string) => void): Promise<LatencyResult> {
  const { seconds, kind, ...rest } = load
  const system = await openSystem(kind)
  try {
    const crowd = await startWorker(new URL('./latency-load.ts', import.meta.url), {
      core: LOAD_CORE,
      settings: { port: system.port, ...rest },
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
    await system.close()
  }
}
