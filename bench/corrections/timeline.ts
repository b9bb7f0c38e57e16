import type { Progress } from '../common/scenario.ts'
import { median } from '../common/statistics.ts'
import { type BackendKind, openSystem } from '../common/system-under-load.ts'
import { LOAD_CORE, startWorker } from '../common/worker.ts'
import type { TimelineResult, TimelineSettings } from './timeline-load.ts'

export type TimelineLoad = Omit<TimelineSettings, 'port'>

/** Sends a timeline that edits every event of a long match while other matches go on. The first round only compiles the code. @returns medians */
export async function measureTimeline(
  kind: BackendKind,
  load: TimelineLoad,
  rounds: number,
  onProgress: Progress,
): Promise<TimelineResult> {
  const system = await openSystem(kind)
  try {
    const feeds = await startWorker(new URL('./timeline-load.ts', import.meta.url), {
      core: LOAD_CORE,
      settings: { port: system.port, ...load },
    })
    try {
      await feeds.ask({ op: 'play' })
      const results: TimelineResult[] = []
      for (let round = 1; round <= rounds; round += 1) {
        const result = await feeds.ask<TimelineResult>({ op: 'play' })
        onProgress(`${kind}, round ${round} of ${rounds}: ${result.others} events of other matches meanwhile`)
        results.push(result)
      }
      return {
        tookMs: median(results.map(({ tookMs }) => tookMs)),
        longestWaitMs: median(results.map(({ longestWaitMs }) => longestWaitMs)),
        others: median(results.map(({ others }) => others)),
      }
    } finally {
      await feeds.stop()
    }
  } finally {
    await system.close()
  }
}
