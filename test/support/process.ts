import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Socket } from 'node:net'

/** A child process that has said it is ready. */
export interface ReadyProcess {
  readonly pid: number
  /** The match of `ready`, which may contain the port that the process listens on. */
  readonly match: RegExpExecArray
  /** Standard output and error so far, the last 64 kB. */
  output(): string
  /** Resolves when the process is gone. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Resolves when those are gone, too, that it started and that share its output. */
  readonly closed: Promise<void>
  /** Sends a signal. Waits for the exit, unless the signal only pauses or continues the process. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Asks the process to end, and kills it after five seconds. Does nothing if it has ended. */
  stop(): Promise<void>
}

export interface SpawnReadyOptions {
  /** Matched against all output so far. */
  ready: RegExp
  /** Added to this process's environment. */
  env?: Record<string, string>
  cwd?: string
  uid?: number
  gid?: number
  readyMs?: number
  /** The signal that asks the process to end. */
  stopSignal?: NodeJS.Signals
  /** A folder that is removed if this process dies before it stopped the child. */
  scratch?: string
}

const keptOutputBytes = 64 * 1024
const stopMs = 5_000

/**
 * Starts a child process and waits until its output matches `ready`.
 * The child never outlives this process, not even when this process is killed with SIGKILL.
 *
 * @throws with the end of its output when it exits first or is not ready in time
 */
export async function spawnReady(
  command: string,
  args: readonly string[],
  options: SpawnReadyOptions,
): Promise<ReadyProcess> {
  const { ready, env, readyMs = 20_000, stopSignal = 'SIGTERM', scratch, ...rest } = options
  const spawnOptions: SpawnOptions = { ...rest, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(command, args, spawnOptions)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const pid = child.pid
  if (pid === undefined) {
    const [error] = await once(child, 'error')
    throw new Error(`${command} does not start: ${(error as Error).message}`)
  }
  const release = guard(pid, stopSignal, scratch)
  void exited.then(release)

  const isGone = () => child.exitCode !== null || child.signalCode !== null
  let output = ''
  const match = await new Promise<RegExpExecArray>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`${command} ${why}: ${output.trim().slice(-1500) || 'no output'}`))
    }
    const timer = setTimeout(() => fail(`was not ready within ${readyMs} ms`), readyMs)
    const read = (chunk: Buffer) => {
      output = (output + chunk).slice(-keptOutputBytes)
      const found = ready.exec(output)
      if (!found) return
      clearTimeout(timer)
      resolve(found)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    // Not 'exit': its last output may still be in the pipe.
    child.once('close', (code, signal) => fail(`ended with ${signal ?? `code ${code}`} before it was ready`))
  })

  return {
    pid,
    match,
    exited,
    closed,
    output: () => output,
    async kill(signal) {
      if (isGone()) return
      child.kill(signal)
      if (!pauses.has(signal)) await exited
    },
    async stop() {
      if (isGone()) return
      child.kill(stopSignal)
      child.kill('SIGCONT') // a paused process would not see the signal
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await exited
      clearTimeout(timer)
    },
  }
}

const pauses = new Set<NodeJS.Signals>(['SIGSTOP', 'SIGTSTP', 'SIGCONT'])

// Waits for the end of its standard input, which comes when the parent is gone, for whatever reason.
const guardScript = `read -r _
kill -s "$2" "$1"
n=0
while kill -s 0 "$1" && [ $n -lt 30 ]; do n=$((n + 1)); sleep 0.1; done
kill -s KILL "$1"
[ -z "$3" ] || rm -rf "$3"`

/**
 * Ends `pid` and removes `scratch` when this process is gone. An `exit` handler would not run after SIGKILL,
 * and `setpriv --pdeathsig` exists on Linux alone and removes no folder.
 */
export function guard(pid: number, signal: NodeJS.Signals, scratch = ''): () => void {
  const args = ['-c', guardScript, 'guard', String(pid), signal.replace('SIG', ''), scratch]
  // Detached, because Ctrl+C in a terminal goes to the whole foreground group and would end the guard first.
  const child: ChildProcess = spawn('sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  child.unref()
  const pipe = child.stdin as Socket
  pipe.unref()
  return () => {
    child.kill('SIGKILL')
    pipe.destroy()
  }
}
