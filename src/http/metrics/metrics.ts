import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** What this process counts, whatever its role. One set per server, so that tests and several servers in one process do not mix. */
export interface Metrics {
  readonly registry: Registry
  readonly clockStepsBack: Counter
  readonly socketsRefused: Counter
  readonly addressSocketsRefused: Counter
}

export interface Build {
  readonly version: string
  readonly role: string
}

/**
 * Who measures how late the event loop is does so with a timer of this length. It wakes a process that has nothing to do: with the 10 ms of
 * prom-client that was most of an idle gateway's CPU. The figures of Node contain it.
 */
export const LOOP_PRECISION_MS = 50

/** Seconds from what a fast path takes to what nobody waits for. */
export const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createMetrics({ version, role }: Build): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS })
  const registers = [registry]
  new Gauge({
    name: 'touchline_build_info',
    help: 'Always 1; its labels say what runs',
    labelNames: ['version', 'role', 'node'],
    registers,
  }).set({ version, role, node: process.versions.node }, 1)
  return {
    registry,
    clockStepsBack: new Counter({
      name: 'touchline_clock_steps_back_total',
      help: "How often the database's clock was set back by more than two seconds",
      registers,
    }),
    socketsRefused: new Counter({
      name: 'touchline_sockets_refused_total',
      help: 'TCP connections refused, because this process may open no more files',
      registers,
    }),
    addressSocketsRefused: new Counter({
      name: 'touchline_address_sockets_refused_total',
      help: 'TCP connections refused, because their address has as many as one may have',
      registers,
    }),
  }
}

/** A counter by one label whose values are known: each is there from the start, so that the first increase is one. */
export function counterBy<Label extends string>(
  { registry }: Pick<Metrics, 'registry'>,
  options: Labelled<Label> & { readonly values: readonly string[] },
): Counter<Label> {
  const { name, help, label, values } = options
  const counter = new Counter({ name, help, labelNames: [label], registers: [registry] })
  for (const value of values) counter.inc({ [label]: value } as Record<Label, string>, 0)
  return counter
}

/** A number that is read at each scrape. */
export function gauge(metrics: Pick<Metrics, 'registry'>, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    collect() {
      this.set(read())
    },
  })
}

interface Labelled<Label extends string = string> {
  readonly name: string
  readonly help: string
  readonly label: Label
}

/** A number for each value of the label. */
type Numbers = Iterable<readonly [value: string, number: number]>

/** Numbers by one label, read at each scrape. `read` bounds how many there are: each is a time series. */
export function gaugeBy(
  metrics: Pick<Metrics, 'registry'>,
  options: Labelled & { read(): Numbers | Promise<Numbers> },
): void {
  const { name, help, label, read } = options
  new Gauge({
    name,
    help,
    labelNames: [label],
    registers: [metrics.registry],
    async collect() {
      const numbers = await read()
      // Otherwise what is over would be shown for ever.
      this.reset()
      for (const [value, number] of numbers) this.set({ [label]: value }, number)
    },
  })
}

/** A sum that something else keeps, read at each scrape: adding to it costs the one who keeps it nothing more. */
export function total(metrics: Pick<Metrics, 'registry'>, name: string, help: string, read: () => number): void {
  new Counter({
    name,
    help,
    registers: [metrics.registry],
    collect() {
      this.reset()
      this.inc(read())
    },
  })
}

/** The same, by one label. */
export function totalBy(metrics: Pick<Metrics, 'registry'>, options: Labelled & { read(): Numbers }): void {
  const { name, help, label, read } = options
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [metrics.registry],
    collect() {
      this.reset()
      for (const [value, number] of read()) this.inc({ [label]: value }, number)
    },
  })
}

/** A rule of a proxy knows one: neither `/%6detrics` nor `/metrics#x` nor `http://x/metrics` must be another way to the same. */
const ONE_SPELLING = /^\/[\w.~/-]*$/

export async function metricsRoute(app: FastifyInstance, { metrics }: { readonly metrics: Metrics }): Promise<void> {
  app.get('/metrics', { schema: { hide: true }, logLevel: 'silent' }, async (request, reply) => {
    const [asked = ''] = request.originalUrl.split('?')
    if (!ONE_SPELLING.test(asked)) {
      reply.callNotFound()
      return reply
    }
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics())
  })
}
