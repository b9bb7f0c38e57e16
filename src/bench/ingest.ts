import { openBackends } from './backends.ts'
import type { IngestResult } from './ingest-load.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from './worker.ts'

/** Single events as fast as they are answered, over real Postgres and Redis. */
export async function measureIngest(
  { connections, seconds }: { connections: number; seconds: number },
  onProgress: (text: string) => void,
): Promise<IngestResult> {
  const backends = await openBackends(true)
  const { environment } = backends
  const server = await startWorker('whole-server.ts', { core: SERVER_CORE, settings: { environment } })
  try {
    const port = await server.ask<number>({ op: 'port' })
    const feeds = await startWorker('ingest-load.ts', { core: LOAD_CORE, settings: { port, connections } })
    try {
      onProgress('warming up')
      await feeds.ask({ op: 'play', seconds: 3 })
      onProgress(`${seconds} s over ${connections} connections`)
      return await feeds.ask<IngestResult>({ op: 'play', seconds })
    } finally {
      await feeds.stop()
    }
  } finally {
    await server.stop()
    await backends.close()
  }
}
