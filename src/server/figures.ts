import type { Bus } from '../bus/bus.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { gauge, gaugeBy, type Metrics, total, totalBy } from '../http/metrics/metrics.ts'
import type { Database } from '../store/database.ts'

/** Figures of the database and the bus, which every role has. Read at each scrape. */
export function showCommon(
  metrics: Metrics,
  { database, bus }: { readonly database: Database; readonly bus: Bus },
): void {
  const { clock } = database
  gauge(
    metrics,
    'touchline_clock_skew_seconds',
    "How far this machine's clock is ahead of the database's",
    () => clock.skewMs / 1_000,
  )
  gauge(metrics, 'touchline_bus_up', '1 while the bus carries updates, else 0', () => Number(bus.health === 'up'))
  const { canaryAgeMs } = bus
  if (canaryAgeMs) {
    gauge(
      metrics,
      'touchline_bus_canary_age_seconds',
      'Since when nothing came back of what is sent over the bus each second; of the worst node',
      () => canaryAgeMs() / 1_000,
    )
  }
  const { pool } = database
  if (pool === undefined) return
  gaugeBy(metrics, {
    name: 'touchline_database_connections',
    help: 'Connections to the database now: busy or idle',
    label: 'state',
    read: () => [
      ['busy', pool.busy],
      ['idle', pool.idle],
    ],
  })
  gauge(metrics, 'touchline_database_connections_max', 'DATABASE_POOL', () => pool.max)
  gauge(
    metrics,
    'touchline_database_waiting',
    'Statements that wait for a connection to the database',
    () => pool.waiting,
  )
}

/** Figures of a gateway, read at each scrape. */
export function showGateway(metrics: Metrics, gateway: Gateway): void {
  const { tallies } = gateway
  gauge(metrics, 'touchline_connections', 'Viewers connected now', () => gateway.viewers.size)
  gauge(
    metrics,
    'touchline_event_streams',
    'Viewers connected now over Server-Sent Events',
    () => gateway.viewers.streams,
  )
  gauge(metrics, 'touchline_rooms', 'Matches open now', () => gateway.rooms.size)
  gauge(metrics, 'touchline_largest_room_viewers', 'Viewers of the match that most watch here', () =>
    Math.max(0, ...gateway.rooms.countViewers().values()),
  )
  gaugeBy(metrics, {
    name: 'touchline_match_viewers',
    help: 'Viewers at all gateways, of the matches that most watch here',
    label: 'match',
    read: () => gateway.busiestMatches,
  })
  const behind = 'Viewers who get the newest states instead of every update, because they read too slowly'
  gauge(metrics, 'touchline_viewers_behind', behind, () => gateway.viewersBehind)
  gauge(metrics, 'touchline_largest_unsent_bytes', 'The most that is held for any one viewer', () =>
    gateway.viewers.maxUnsentBytes(),
  )
  total(metrics, 'touchline_deliveries_total', 'Writes to viewers', () => tallies.deliveries)
  total(metrics, 'touchline_sent_bytes_total', 'Bytes that were written to viewers', () => gateway.viewers.sentBytes())
  total(metrics, 'touchline_fallen_behind_total', 'How often a viewer fell behind', () => tallies.fellBehind)
  total(
    metrics,
    'touchline_conflations_total',
    'States that slow viewers were told instead of the updates they missed',
    () => tallies.conflations,
  )
  totalBy(metrics, {
    name: 'touchline_joins_total',
    help: 'Matches that viewers began to watch: fresh, or back with updates, with a snapshot, or ahead of this gateway',
    label: 'kind',
    read: () => Object.entries(tallies.joins),
  })
  totalBy(metrics, {
    name: 'touchline_closes_total',
    help: 'Connections of viewers that ended, by close code',
    label: 'code',
    read: () => tallies.closes,
  })
}
