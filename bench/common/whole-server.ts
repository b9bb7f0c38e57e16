import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/server.ts'
import { answer, settings } from './worker.ts'

/** The real server, with the environment it is given. */
const { environment } = settings<{ environment: Record<string, string> }>()
const server = await startServer(
  readConfig({ PORT: '0', LOG_LEVEL: 'error', FEED_RATE: '1000000', MAX_CONNECTION_RATE: '0', ...environment }),
)

answer({ port: () => Number(new URL(server.url).port) })
