import { type Backends, openBackends } from '../common/backends.ts'
import { readCpuMicros, readMemory, readTreeCpuMicros } from '../common/process-usage.ts'
import { FROM_ONE_ADDRESS, type ServerProcess, startServerProcess } from '../common/server-process.ts'
import { LOAD_CORE, SERVER_CORE, startWorker, type Worker } from '../common/worker.ts'
import type { CapacitySettings } from './capacity-load.ts'

/** What everything used during something, and what the first gateway wrote. */
export interface Used {
  readonly seconds: number
  readonly gateway: number
  readonly ingest: number
  readonly Postgres: number
  readonly Redis: number
  readonly deliveries: number
  readonly bytes: number
}

type Totals = Omit<Used, 'seconds'>

/** An ingest, two gateways, Postgres and Redis, each a process whose CPU is read. The first gateway has a core of its own. */
export class FleetUnderLoad {
  readonly #backends: Backends
  readonly #ingest: ServerProcess
  readonly #gateways: readonly ServerProcess[]

  private constructor(backends: Backends, ingest: ServerProcess, gateways: readonly ServerProcess[]) {
    this.#backends = backends
    this.#ingest = ingest
    this.#gateways = gateways
  }

  static async open(): Promise<FleetUnderLoad> {
    const backends = await openBackends(true)
    const start = (role: string, core?: number) =>
      startServerProcess({
        environment: { ...backends.environment, ...FROM_ONE_ADDRESS, ROLE: role },
        ...(core !== undefined && { core }),
      })
    const ingest = await start('ingest', LOAD_CORE)
    const gateways = [await start('gateway', SERVER_CORE), await start('gateway', LOAD_CORE)]
    return new FleetUnderLoad(backends, ingest, gateways)
  }

  /** Viewers of the first gateway, or of both; they come when they are told to. */
  crowd(load: Pick<CapacitySettings, 'viewers' | 'matches'>, gateways = 1): Promise<Worker> {
    const ports = this.#gateways.slice(0, gateways).map(({ port }) => port)
    const settings: CapacitySettings = { ...load, ingestPort: this.#ingest.port, gatewayPorts: ports }
    return startWorker(new URL('./capacity-load.ts', import.meta.url), { core: LOAD_CORE, settings })
  }

  async measure(work: () => Promise<unknown>): Promise<Used> {
    const before = await this.#read()
    const from = performance.now()
    await work()
    const seconds = (performance.now() - from) / 1_000
    const after = await this.#read()
    const names = Object.keys(after) as (keyof Totals)[]
    return {
      seconds,
      ...(Object.fromEntries(names.map((name) => [name, after[name] - before[name]])) as unknown as Totals),
    }
  }

  get gatewayRssBytes(): number {
    return readMemory(this.#first.pid).rssBytes
  }

  async close(): Promise<void> {
    await Promise.all([this.#ingest, ...this.#gateways].map((server) => server.stop()))
    await this.#backends.close()
  }

  get #first(): ServerProcess {
    return this.#gateways[0] as ServerProcess
  }

  async #read(): Promise<Totals> {
    const text = await (await fetch(`http://127.0.0.1:${this.#first.port}/metrics`)).text()
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    const { Postgres, Redis } = this.#backends.pids
    const cpuOf = (pid: number | undefined) => (pid === undefined ? Number.NaN : readTreeCpuMicros(pid))
    return {
      gateway: readCpuMicros(this.#first.pid),
      ingest: readCpuMicros(this.#ingest.pid),
      Postgres: cpuOf(Postgres),
      Redis: cpuOf(Redis),
      deliveries: figure('touchline_deliveries_total'),
      bytes: figure('touchline_sent_bytes_total'),
    }
  }
}
