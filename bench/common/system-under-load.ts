import { openBackends } from './backends.ts'
import { readCpuMicros, readTreeCpuMicros } from './process-usage.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { SERVER_CORE } from './worker.ts'

export const BACKENDS = ['embedded', 'Postgres + Redis'] as const
export type BackendKind = (typeof BACKENDS)[number]

/** CPU time in µs of the server and, if it uses them, of Postgres and Redis. */
export type CpuMicros = Readonly<Record<string, number>>

/** The whole server on a core of its own, with the databases that it needs. */
export interface SystemUnderLoad {
  readonly port: number
  /** @returns what each process used since `before` */
  readCpu(before?: CpuMicros): CpuMicros
  /** Restarts the server on another port, so that its memory is empty. The databases stay. */
  restart(): Promise<void>
  close(): Promise<void>
}

export async function openSystem(kind: BackendKind): Promise<SystemUnderLoad> {
  const { environment, pids, close } = await openBackends(kind !== 'embedded')
  const start = () => startServerProcess({ environment, core: SERVER_CORE })
  let server: ServerProcess
  try {
    server = await start()
  } catch (error) {
    await close()
    throw error
  }
  return {
    get port() {
      return server.port
    },
    readCpu(before = {}) {
      const databases = Object.entries(pids).map(([name, pid]) => [name, readTreeCpuMicros(pid)] as const)
      const now = [['server', readCpuMicros(server.pid)] as const, ...databases]
      return Object.fromEntries(now.map(([name, micros]) => [name, micros - (before[name] ?? 0)]))
    },
    async restart() {
      await server.stop()
      server = await start()
    },
    async close() {
      await server.stop()
      await close()
    },
  }
}
