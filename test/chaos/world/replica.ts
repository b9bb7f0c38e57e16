import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../support/free-port.ts'
import { type ReadyProcess, spawnReady } from '../../support/process.ts'
import type { FakeTime } from '../../support/programs/faketime.ts'
import type { Link } from './link.ts'

export type Role = 'gateway' | 'ingest'

export interface ReplicaOptions {
  readonly name: string
  readonly role: Role
  readonly environment: Readonly<Record<string, string>>
  /** Its own way to each backend; Redis has none where it tells its clients other addresses itself. */
  readonly links: { readonly redis?: Link; readonly postgres: Link }
  /** Its own wall clock. */
  readonly clock: FakeTime
  /** True of an error that a fault explains. */
  isExplained(error: LoggedError): boolean
  /** Something is wrong that no fault of ours explains: it died by itself, or logged an error. */
  onTrouble(text: string): void
}

/** A line of the log, as far as it tells what the error is about. */
export interface LoggedError {
  readonly msg: string
  readonly matchId?: string
}

/** Pino's numbers: error and fatal. */
const ERROR_LINE = /^.*"level":(?:50|60).*$/gm
const START_RETRY_MS = 300
/** Five servers start at once, perhaps on a machine that has other things to do. */
const START_MS = 60_000

/** One server process, started again whenever it was killed, as an orchestrator does. */
export class Replica {
  readonly name: string
  readonly role: Role
  readonly links: ReplicaOptions['links']
  readonly clock: FakeTime
  readonly port: number
  readonly #options: ReplicaOptions
  #process: ReadyProcess | undefined
  #isMeantToRun = false

  constructor(options: ReplicaOptions, port: number) {
    this.#options = options
    this.name = options.name
    this.role = options.role
    this.links = options.links
    this.clock = options.clock
    this.port = port
  }

  /** Starts on a port that it keeps. */
  static async open(options: ReplicaOptions): Promise<Replica> {
    const replica = new Replica(options, await freePort())
    await replica.start()
    return replica
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Tries until it runs: while a backend is away it may end at once. */
  async start(): Promise<void> {
    this.#isMeantToRun = true
    while (this.#isMeantToRun && this.#process === undefined) {
      try {
        this.#process = await this.#spawn()
      } catch {
        await pause(START_RETRY_MS)
      }
    }
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    const process = this.#process
    if (process === undefined) return
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') {
      this.#isMeantToRun = false
      this.#process = undefined
      this.#readLog(process)
    }
    await process.kill(signal)
  }

  async close(): Promise<void> {
    this.#isMeantToRun = false
    const process = this.#process
    this.#process = undefined
    if (process === undefined) return
    this.#readLog(process)
    await process.stop()
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok
    } catch {
      return false
    }
  }

  async #spawn(): Promise<ReadyProcess> {
    const { environment, role, name, clock, onTrouble } = this.#options
    const process_ = await spawnReady(process.execPath, ['--no-warnings', resolve('src/main.ts')], {
      env: { ...environment, ...clock.environment, ROLE: role, PORT: String(this.port), LOG_LEVEL: 'info' },
      ready: /"listening"/,
      readyMs: START_MS,
    })
    void process_.exited.then(({ code, signal }) => {
      if (this.#process !== process_ || !this.#isMeantToRun) return
      onTrouble(`${name} ended by itself with ${signal ?? `code ${code}`}: ${process_.output().trim().slice(-1_500)}`)
      this.#process = undefined
      void this.start()
    })
    return process_
  }

  #readLog(process: ReadyProcess): void {
    for (const [line] of process.output().matchAll(ERROR_LINE)) {
      if (this.#options.isExplained(parseError(line))) continue
      this.#options.onTrouble(`${this.name} logged an error: ${line.slice(0, 1_000)}`)
    }
  }
}

function parseError(line: string): LoggedError {
  try {
    return JSON.parse(line) as LoggedError
  } catch {
    return { msg: line }
  }
}
