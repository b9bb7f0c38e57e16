import type { Progress } from '../common/scenario.ts'
import { type BackendKind, type CpuMicros, openSystem } from '../common/system-under-load.ts'
import { LOAD_CORE, startWorker } from '../common/worker.ts'
import type { IngestLoad, IngestResult } from './ingest-load.ts'

export interface NamedLoad extends IngestLoad {
  readonly name: string
}

export interface MeasuredIngest extends IngestResult {
  readonly name: string
  /** CPU of the server and its databases while the load ran, per event. */
  readonly microsPerEvent: CpuMicros
}

export interface Durations {
  readonly warmUpS: number
  readonly seconds: number
}

/** Runs each load against one server, first for a while without measuring, so that the code is compiled. */
export async function measureIngest(
  kind: BackendKind,
  loads: readonly NamedLoad[],
  { warmUpS, seconds }: Durations,
  onProgress: Progress,
): Promise<MeasuredIngest[]> {
  const system = await openSystem(kind)
  try {
    const feeds = await startWorker(new URL('./ingest-load.ts', import.meta.url), {
      core: LOAD_CORE,
      settings: { port: system.port },
    })
    const measured: MeasuredIngest[] = []
    try {
      for (const { name, ...load } of loads) {
        await feeds.ask({ op: 'play', ...load, seconds: warmUpS })
        const before = system.readCpu()
        const result = await feeds.ask<IngestResult>({ op: 'play', ...load, seconds })
        const cpu = system.readCpu(before)
        const perEvent = Object.entries(cpu).map(([process_, micros]) => [process_, micros / result.events])
        onProgress(`${kind}, ${name}: load busy for ${(result.loadShare * 100).toFixed(0)} % of its core`)
        measured.push({ ...result, name, microsPerEvent: Object.fromEntries(perEvent) })
      }
    } finally {
      await feeds.stop()
    }
    return measured
  } finally {
    await system.close()
  }
}
