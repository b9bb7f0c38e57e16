import { rm } from 'node:fs/promises'
import { isInTest, onTestFinished } from './concurrent.ts'
import type { ReadyProcess } from './process.ts'

/** A server that one test started for itself and may kill or pause. */
export interface LocalServer {
  readonly url: string
  readonly port: number
  /** The process of the latest start. */
  readonly pid: number
  /** Sends a signal: `SIGKILL` for a crash, `SIGSTOP` and `SIGCONT` for a server that hangs. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port and the same folder; one that still runs is killed first. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface LocalServerOptions {
  url: string
  port: number
  /** The folder of its data, which is removed when the server stops. */
  directory: string
  start(): Promise<ReadyProcess>
}

/** Starts a server. One started inside a test stops when that test finishes; a `beforeAll` must return its `stop`. */
export async function startLocalServer({ url, port, directory, start }: LocalServerOptions): Promise<LocalServer> {
  const removeDirectory = () => rm(directory, { recursive: true, force: true, maxRetries: 3 })
  let current: ReadyProcess
  try {
    current = await start()
  } catch (error) {
    await removeDirectory()
    throw error
  }
  const server: LocalServer = {
    url,
    port,
    get pid() {
      return current.pid
    },
    kill: (signal) => current.kill(signal),
    async restart() {
      await current.kill('SIGKILL')
      current = await start()
    },
    async stop() {
      await current.stop()
      await removeDirectory()
    },
  }
  if (isInTest()) onTestFinished(() => server.stop())
  return server
}
