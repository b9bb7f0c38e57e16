import cluster from 'node:cluster'
import type { Config } from './config.ts'
import { onCtrlC } from './ctrl-c.ts'
import { healthRoutes } from './http/health.ts'
import { createLog } from './log.ts'
import { startInternalServer } from './server/internal-server.ts'
import { type EndedWorker, Supervisor } from './supervisor.ts'
import { VERSION } from './version.ts'

/** Told to a worker: all have listened once. */
const ALL_READY = 'all-ready'

const NOT_STARTED = 'not all workers have started'

/** True in a process that is one of several workers. */
export function isWorker(): boolean {
  return cluster.isWorker
}

/** A worker is ready once all workers have been ready. @returns a check for `/readyz` */
export function watchWorkers(): () => string | undefined {
  let areAllReady = false
  process.on('message', (message) => {
    if (message === ALL_READY) areAllReady = true
  })
  return () => (areAllReady ? undefined : NOT_STARTED)
}

/**
 * Runs the server in several processes that share its port; this one serves nobody and only keeps them running. Workers have
 * `INTERNAL_PORT` + 1, + 2 and so on, each for its own metrics; on `INTERNAL_PORT` is the health of all.
 */
export async function runWorkers(config: Config, rebalanceSignal: NodeJS.Signals): Promise<void> {
  const log = createLog(config.logLevel)
  let areAllReady = false
  const { internal } = config
  const server =
    internal &&
    (await startInternalServer({
      ...internal,
      log,
      async routes(scope) {
        await scope.register(healthRoutes, {
          version: VERSION,
          checks: { workers: () => (areAllReady ? undefined : NOT_STARTED) },
        })
      },
    }))
  const supervisor = new Supervisor({
    workers: config.workers,
    start(number, { onReady, onExit }) {
      const port = internal?.port
      const worker = cluster.fork(port ? { INTERNAL_PORT: String(port + number) } : {})
      worker.once('listening', () => {
        onReady()
        if (areAllReady) worker.send(ALL_READY)
      })
      worker.once('exit', (code, signal) => onExit(code, signal as NodeJS.Signals | null))
      // It may have ended just before it is told something.
      worker.on('error', () => {})
      return {
        pid: worker.process.pid,
        kill(signal) {
          worker.process.kill(signal)
        },
      }
    },
    onAllReady() {
      areAllReady = true
      log.info({ workers: config.workers, ...(server && { internalUrl: server.url }) }, 'all workers listen')
      for (const worker of Object.values(cluster.workers ?? {})) worker?.send(ALL_READY)
    },
    onFailedStart(worker) {
      log.error(told(worker), 'a worker ended before all had started; all of them end')
    },
    onLost(worker, ms) {
      log.error({ ...told(worker), restartMs: ms }, 'a worker ended; another takes its place')
    },
    onEnd(exitCode) {
      process.exitCode = exitCode
      void server?.close()
      log.flush()
    },
  })
  process.on('SIGTERM', () => {
    areAllReady = false
    supervisor.stop('SIGTERM')
  })
  process.on(rebalanceSignal, () => supervisor.signal(rebalanceSignal))
  onCtrlC(() => supervisor.stop('SIGINT'))
}

/** In the log `pid` is that of this process. */
function told({ number, pid, code, signal }: EndedWorker): object {
  return { worker: number, workerPid: pid, code, signal }
}
