import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'

/** What this process counts. One set per server, so that tests and several servers in one process do not mix. */
export interface Metrics {
  readonly registry: Registry
  readonly updatesRecorded: Counter
  readonly updatesSwept: Counter
  readonly feedAnswers: Counter<'op'>
  readonly clockStepsBack: Counter
  readonly historiesMended: Counter<'outcome'>
  readonly repairs: Counter<'outcome'>
  readonly refusals: Counter<'reason'>
  readonly socketsRefused: Counter
  readonly sentAway: Counter<'reason'>
  readonly sourcesReplaced: Counter
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    updatesRecorded: new Counter({
      name: 'touchline_updates_recorded_total',
      help: 'Updates committed by this process',
      registers,
    }),
    updatesSwept: new Counter({
      name: 'touchline_updates_swept_total',
      help: 'Updates that the relay had to send again, because the bus lacked them',
      registers,
    }),
    feedAnswers: new Counter({
      name: 'touchline_feed_answers_total',
      help: 'Answers on the WebSockets of feeds: ack or error',
      labelNames: ['op'],
      registers,
    }),
    clockStepsBack: new Counter({
      name: 'touchline_clock_steps_back_total',
      help: "How often the database's clock was set back by more than two seconds",
      registers,
    }),
    historiesMended: new Counter({
      name: 'touchline_histories_mended_total',
      help: 'Matches of which viewers had seen what the database no longer has: restarted under a new epoch, or removed',
      labelNames: ['outcome'],
      registers,
    }),
    repairs: new Counter({
      name: 'touchline_room_repairs_total',
      help: 'Rooms that were behind and asked for what they had missed',
      labelNames: ['outcome'],
      registers,
    }),
    refusals: new Counter({
      name: 'touchline_connections_refused_total',
      help: 'Viewers not let in: connections, rate, memory or event-loop',
      labelNames: ['reason'],
      registers,
    }),
    socketsRefused: new Counter({
      name: 'touchline_sockets_refused_total',
      help: 'TCP connections refused, because this process may open no more files',
      registers,
    }),
    sourcesReplaced: new Counter({
      name: 'touchline_sources_replaced_total',
      help: 'Matches that got another source by themselves, because the one in charge was silent',
      registers,
    }),
    sentAway: new Counter({
      name: 'touchline_connections_sent_away_total',
      help: 'Viewers told to reconnect elsewhere: draining or rebalancing',
      labelNames: ['reason'],
      registers,
    }),
  }
}

/** A number that is read at each scrape. */
export function gauge(metrics: Metrics, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [metrics.registry],
    collect() {
      this.set(read())
    },
  })
}

/** Numbers by match, read at each scrape. `read` bounds how many there are: each is a time series. */
export function gaugeByMatch(
  metrics: Metrics,
  name: string,
  help: string,
  read: () => ReadonlyMap<string, number>,
): void {
  new Gauge({
    name,
    help,
    labelNames: ['match'],
    registers: [metrics.registry],
    collect() {
      // Otherwise matches that are over would be shown for ever.
      this.reset()
      for (const [match, value] of read()) this.set({ match }, value)
    },
  })
}

export async function metricsRoute(app: FastifyInstance, { metrics }: { readonly metrics: Metrics }): Promise<void> {
  app.get('/metrics', { schema: { hide: true }, logLevel: 'silent' }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
