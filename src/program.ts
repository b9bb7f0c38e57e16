import { flushCompileCache } from 'node:module'
import closeWithGrace from 'close-with-grace'
import { type Config, ConfigError, readConfig } from './config.ts'
import { onCtrlC } from './ctrl-c.ts'
import { DatabaseUnavailable } from './errors.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { ignoreLostOutput } from './log.ts'
import { CannotListen } from './server/listening.ts'
import { type Server, startServer } from './server/server.ts'
import { DatabaseRefused } from './store/database.ts'
import { VERSION } from './version.ts'
import { welcome } from './welcome.ts'
import { isWorker, runWorkers, tellListens, watchWorkers } from './workers.ts'

/** Beyond the drain, for what is still running. */
const CLOSE_MARGIN_MS = 5_000

const EXIT_CONFIG = 2

/** An operator's word that viewers should be shared out anew. */
const REBALANCE_SIGNAL = 'SIGUSR2'

async function main(): Promise<void> {
  ignoreLostOutput()
  if (process.argv.includes('--version')) {
    process.stdout.write(`${VERSION}\n`)
    return
  }
  const config = readConfig(process.env)
  if (config.workers > 1 && !isWorker()) {
    await runWorkers(config, REBALANCE_SIGNAL)
    return
  }
  let server: Server | undefined
  // Before there is a server it has nothing to do, but without a listener it would end the process.
  process.on(REBALANCE_SIGNAL, () => void server?.rebalance())
  giveBackMemory()
  server = await startServer(config, isWorker() ? { workers: watchWorkers() } : {})
  if (config.databaseUrl === undefined) process.stdout.write(welcome(server.url + config.basePath, exampleKey(config)))
  if (isWorker()) tellListens(server)
  closeOnSignal(server, config.drainMs + CLOSE_MARGIN_MS)
  // For the next start, now rather than at the end, which may be a sudden one. Nothing happens without NODE_COMPILE_CACHE.
  flushCompileCache()
}

/** SIGTERM is a planned restart; somebody at a keyboard waits for no viewers. A second signal ends the process at once. */
function closeOnSignal(server: Server, deadlineMs: number): void {
  const { close } = closeWithGrace(
    { delay: deadlineMs, skip: [REBALANCE_SIGNAL, 'SIGINT'] },
    async ({ signal, err }) => {
      if (err) process.stderr.write(`ends after an error: ${err.stack}\n`)
      if (signal === 'SIGTERM') await server.drain()
      await server.close()
    },
  )
  // Not its own: to it the Ctrl-C that npm passes on would be the second.
  onCtrlC(() => void close())
}

function exampleKey({ feedKeys }: Config): string | undefined {
  return feedKeys[0] && '<feed key>'
}

main().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`)
  process.exit(error instanceof ConfigError || error instanceof DatabaseRefused ? EXIT_CONFIG : 1)
})

/** One sentence for what can be expected; a bug shows its stack. */
function explainFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseRefused) return error.message
  if (error instanceof DatabaseUnavailable) {
    return `cannot start: DATABASE_URL names a database that is not available: ${error.reason}`
  }
  if (!(error instanceof Error)) return `cannot start: ${String(error)}`
  return `cannot start: ${error instanceof CannotListen ? error.message : (error.stack ?? error.message)}`
}
