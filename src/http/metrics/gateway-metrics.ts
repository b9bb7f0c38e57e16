import { type Counter, Histogram } from 'prom-client'
import { counterBy, type Metrics, SECONDS } from './metrics.ts'

/** What a gateway counts when it happens; the rest is read at each scrape. */
export interface GatewayMetrics {
  readonly repairs: Counter<'outcome'>
  readonly refusals: Counter<'reason'>
  readonly addressRefusals: Counter<'limit'>
  readonly sentAway: Counter<'reason'>
  readonly endToEndSeconds: Histogram
  readonly fanOutSeconds: Histogram
}

export function createGatewayMetrics(metrics: Metrics): GatewayMetrics {
  const registers = [metrics.registry]
  return {
    repairs: counterBy(metrics, {
      name: 'touchline_room_repairs_total',
      help: 'Rooms that were behind and asked for what they had missed',
      label: 'outcome',
      values: ['repaired', 'failed'],
    }),
    refusals: counterBy(metrics, {
      name: 'touchline_connections_refused_total',
      help: 'Viewers not let in: connections, rate, memory or event-loop; paced: told when to come back',
      label: 'reason',
      values: ['connections', 'rate', 'memory', 'event-loop', 'paced'],
    }),
    addressRefusals: counterBy(metrics, {
      name: 'touchline_address_refusals_total',
      help: 'What was refused because its address had enough: connections, messages, joins or boards',
      label: 'limit',
      values: ['connections', 'messages', 'joins', 'boards'],
    }),
    sentAway: counterBy(metrics, {
      name: 'touchline_connections_sent_away_total',
      help: 'Viewers told to reconnect elsewhere: draining or rebalancing',
      label: 'reason',
      values: ['draining', 'rebalancing'],
    }),
    endToEndSeconds: new Histogram({
      name: 'touchline_end_to_end_seconds',
      help: "Time from an update's `at` until it was written to the last of its viewers here, by the database's clock",
      buckets: SECONDS,
      registers,
    }),
    fanOutSeconds: new Histogram({
      name: 'touchline_fan_out_duration_seconds',
      help: 'Of a turn that tells of an update: from the first frame that viewers are owed until all of them were written to',
      buckets: SECONDS,
      registers,
    }),
  }
}
