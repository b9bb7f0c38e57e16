import cluster from 'node:cluster'
import type { Config } from './config.ts'
import { onCtrlC } from './ctrl-c.ts'
import { healthRoutes } from './http/health.ts'
import { createLog } from './log.ts'
import { workerPages } from './ops/ops-routes.ts'
import { startInternalServer } from './server/internal-server.ts'
import { processName } from './server/parts.ts'
import { type EndedWorker, Supervisor } from './supervisor.ts'
import { VERSION } from './version.ts'

/** Told to a worker: all have listened once. */
const ALL_READY = 'all-ready'

/** A worker's one message. It is not the event `listening` of `cluster`, which there is of shared ports alone. */
interface Listens {
  /** Absent without `INTERNAL_PORT`. */
  readonly internalUrl?: string
}

const NOT_STARTED = 'not all workers have started'

/** True in a process that is one of several workers. */
export function isWorker(): boolean {
  return cluster.isWorker
}

/** Tells whoever started this worker that it serves. */
export function tellListens({ internalUrl }: { readonly internalUrl: string | undefined }): void {
  const message: Listens = internalUrl === undefined ? {} : { internalUrl }
  process.send?.(message)
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
 * `INTERNAL_PORT` + 1, + 2 and so on, each for its own metrics and `/ops`; on `INTERNAL_PORT` is the health of all, and where those are.
 */
export async function runWorkers(config: Config, rebalanceSignal: NodeJS.Signals): Promise<void> {
  const log = createLog(config.logLevel)
  let areAllReady = false
  const { internal } = config
  /** By number: the process of each worker that serves, and its internal port, which is kept while another takes its place. */
  const pids = new Map<number, number | undefined>()
  const ports = new Map<number, number>()
  const server =
    internal &&
    (await startInternalServer({
      ...internal,
      log,
      hint: (path) =>
        path === '/metrics'
          ? `each worker has its own: ports ${[...ports.values()].join(', ')}`
          : 'here are /ops, /livez and /readyz',
      async routes(scope) {
        await scope.register(healthRoutes, {
          version: VERSION,
          checks: { workers: () => (areAllReady ? undefined : NOT_STARTED) },
        })
        await scope.register(workerPages, {
          site: config.siteName,
          about: `Version ${VERSION}, role ${config.role}, ${processName(config.port)}: looks after ${config.workers} workers`,
          read: () => [...ports].map(([number, port]) => ({ number, port, pid: pids.get(number) })),
        })
      },
    }))
  const supervisor = new Supervisor({
    workers: config.workers,
    start(number, { onReady, onExit }) {
      const port = internal?.port
      const worker = cluster.fork(port ? { INTERNAL_PORT: String(port + number) } : {})
      worker.once('message', ({ internalUrl }: Listens) => {
        if (internalUrl !== undefined) ports.set(number, Number(new URL(internalUrl).port))
        pids.set(number, worker.process.pid)
        onReady()
        if (areAllReady) worker.send(ALL_READY)
      })
      worker.once('exit', (code, signal) => {
        pids.delete(number)
        onExit(code, signal as NodeJS.Signals | null)
      })
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
