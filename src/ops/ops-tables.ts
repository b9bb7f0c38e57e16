import type { Bus } from '../bus/bus.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { Database } from '../store/database.ts'
import type { OpsTable } from './ops-page.ts'

export interface OpsSources {
  readonly database: Pick<Database, 'clock' | 'pool' | 'kind'>
  readonly bus: Pick<Bus, 'health' | 'canaryAgeMs'>
  readonly gateway: Gateway | undefined
  /** Since when each feed has sent nothing here, in seconds. */
  readonly feedAges: Iterable<readonly [feed: string, seconds: number]>
}

/** As many rows as anybody reads. */
const MAX_ROWS = 10

/** What `/ops` shows of a replica, in words. */
export function opsTables({ database, bus, gateway, feedAges }: OpsSources): OpsTable[] {
  const tables: OpsTable[] = [
    { caption: 'This replica', rows: [...processRows(database, bus), ...viewerRows(gateway)] },
  ]
  const feeds = [...feedAges].sort(([, a], [, b]) => a - b).slice(0, MAX_ROWS)
  tables.push({
    caption: 'Feeds heard here',
    heads: ['Feed', 'Last event'],
    rows: feeds.map(([feed, seconds]) => [feed, `${Math.round(seconds)} s ago`]),
  })
  if (gateway !== undefined) tables.push(fleetTable(gateway), matchTable(gateway), slowTable(gateway))
  return tables
}

type Row = OpsTable['rows'][number]

function processRows({ clock, pool, kind }: OpsSources['database'], { health, canaryAgeMs }: OpsSources['bus']): Row[] {
  return [
    ['Bus', health],
    ...(canaryAgeMs ? [['Last heard over the bus', `${Math.round(canaryAgeMs())} ms ago`] as const] : []),
    ['Database', kind],
    ...(pool ? [['Connections to it', `${pool.busy} busy of ${pool.max}, ${pool.waiting} waiting`] as const] : []),
    ['Clock ahead of the database', `${Math.round(clock.skewMs)} ms`],
    ['Up', `${Math.round(process.uptime())} s`],
  ]
}

function viewerRows(gateway: Gateway | undefined): Row[] {
  if (gateway === undefined) return []
  const { rooms, writesPerSecond, bytesPerSecond, lagMs, slow } = gateway.figures
  return [
    ['Viewers', String(gateway.viewers.size)],
    ['Matches open', String(rooms)],
    ['Writes to viewers', `${writesPerSecond} a second`],
    ['Bytes to viewers', `${bytesPerSecond} a second`],
    ['Slowest update of the last 30 s, from POST to socket', `${lagMs} ms`],
    ['Slow viewers', String(slow)],
  ]
}

function fleetTable({ replicas }: Gateway): OpsTable {
  const rows = replicas.map(({ id, viewers, isDraining, figures }): Row => {
    const said = figures && [
      figures.rooms,
      figures.writesPerSecond,
      `${figures.lagMs} ms`,
      figures.slow,
      figures.version,
    ]
    const name = figures === undefined ? id.slice(0, 8) : figures.name
    return [name, isDraining ? 'draining' : 'serving', String(viewers), ...(said ?? ['', '', '', '', '']).map(String)]
  })
  return {
    caption: 'Gateways of the fleet',
    heads: ['Gateway', 'State', 'Viewers', 'Matches', 'Writes a second', 'Lag', 'Slow', 'Version'],
    rows: rows.sort(([a], [b]) => (a < b ? -1 : 1)),
  }
}

function matchTable(gateway: Gateway): OpsTable {
  const here = gateway.rooms.countViewers()
  return {
    caption: 'Busiest matches',
    heads: ['Match', 'Viewers here', 'At all gateways'],
    rows: [...gateway.busiestMatches]
      .slice(0, MAX_ROWS)
      .map(([match, viewers]) => [match, String(here.get(match) ?? 0), String(viewers)]),
  }
}

function slowTable(gateway: Gateway): OpsTable {
  return {
    caption: 'Slowest viewers',
    heads: ['Connection', 'Bytes that wait for it'],
    rows: gateway.viewers.slowest(MAX_ROWS).map(({ id, unsentBytes }) => [id, String(unsentBytes)]),
  }
}
