import { openBackends } from '../common/backends.ts'
import { LOAD_CORE, SERVER_CORE, startWorker } from '../common/worker.ts'
import type { IngestResult } from './ingest-load.ts'

/** Single events as fast as they are answered, over real Postgres and Redis. */
export async function measureIngest(
  { connections, seconds }: { connections: number; seconds: number },
  onProgress: (text: string) => void,
): Promise<IngestResult> {
  const backends = await openBackends(true)
  const { environment } = backends
  const server = await startWorker(new URL('../common/whole-server.ts', import.meta.url), {
    core: SERVER_CORE,
    settings: { environment },
  })
  try {
    const port = await server.ask<number>({ op: 'port' })
    const feeds = await startWorker(new URL('./ingest-load.ts', import.meta.url), {
      core: LOAD_CORE,
      settings: { port, connections },
    })
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
