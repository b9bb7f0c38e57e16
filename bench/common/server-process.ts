import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/support/free-port.ts'
import { guard } from '../../test/support/process.ts'
import { pinned } from './worker.ts'

/** The whole server in its own process, started by the command that `npm start` runs. */
export interface ServerProcess {
  readonly port: number
  readonly pid: number
  /** From the start of the command to the first 200 of `/readyz`. */
  readonly readyMs: number
  /** Stops the server with SIGTERM. */
  stop(): Promise<void>
}

export interface ServerProcessOptions {
  /** Settings, by their names in the environment. */
  readonly environment: Readonly<Record<string, string>>
  /** Pins the server to this core; any core if left out, as an operator would start it. */
  readonly core?: number
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const POLL_MS = 4
const READY_WITHIN_MS = 60_000
const STOP_WITHIN_MS = 10_000
const SHOWN_LOG_BYTES = 2_000

/** Empty settings count as unset. The settings of the person who runs the bench must not reach an embedded server. */
const UNSET = { DATABASE_URL: '', REDIS_URL: '', FEED_KEYS: '', ROLE: '' }
/** For a load that is more than one address may be. */
export const FROM_ONE_ADDRESS = { MAX_CONNECTIONS_PER_ADDRESS: '0', MAX_JOINS_PER_ADDRESS: '0' }
const UNLIMITED = { FEED_RATE: '1000000', MAX_CONNECTION_RATE: '0', MAX_EVENT_LOOP_DELAY_MS: '0', DRAIN_MS: '0' }

/** Starts the server, which writes its default log into a file. @throws with the end of the log if the server does not get ready */
export async function startServerProcess({ environment, core }: ServerProcessOptions): Promise<ServerProcess> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'touchline-bench-log-'))
  const logPath = join(directory, 'log')
  const log = await open(logPath, 'w')
  const [command = '', ...args] = pinned(['sh', '-c', startCommand()], core)
  const env = { ...process.env, ...UNSET, ...UNLIMITED, ...environment, PORT: String(port) }
  const startedAt = performance.now()
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', log.fd, log.fd] })
  const pid = child.pid as number
  const release = guard(pid, 'SIGKILL', directory)
  const close = async () => {
    await stopChild(child)
    release()
    await log.close()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    await untilReady(port, child)
  } catch (error) {
    const end = (await readFile(logPath, 'utf8')).slice(-SHOWN_LOG_BYTES)
    await close()
    throw new Error(`${(error as Error).message}: ${end}`)
  }
  return { port, pid, readyMs: performance.now() - startedAt, stop: close }
}

/** The command that `npm start` gives to the shell. With `exec` the shell becomes Node, so there is only one process. */
function startCommand(): string {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
  if (!scripts.start.includes('exec node ')) throw new Error('the start script must `exec` the server')
  return scripts.start
}

async function untilReady(port: number, child: ChildProcess): Promise<void> {
  const deadlineAt = performance.now() + READY_WITHIN_MS
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    if (performance.now() > deadlineAt) throw new Error(`the server was not ready within ${READY_WITHIN_MS} ms`)
    await pause(POLL_MS)
  }
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    asked.once('error', () => resolve(false))
  })
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
  await gone
  clearTimeout(timer)
}
