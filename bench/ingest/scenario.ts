import type { Scenario } from '../common/scenario.ts'
import { BACKENDS, type BackendKind } from '../common/system-under-load.ts'
import { atLeast, atMost, info, type Row } from '../common/table.ts'
import { type MeasuredIngest, measureIngest, type NamedLoad } from './ingest.ts'

const SINGLE = '32 connections, 32 matches'
const BUSY = '32 connections, one match'
const ARRAYS = 'arrays of 100'
const LINES = 'NDJSON of 100 over 32 matches'

export const LOADS: readonly NamedLoad[] = [
  { name: SINGLE, shape: 'single', connections: 32, matches: 32 },
  { name: BUSY, shape: 'single', connections: 32, matches: 1 },
  { name: ARRAYS, shape: 'array', connections: 8, matches: 8 },
  { name: LINES, shape: 'lines', connections: 8, matches: 32 },
]

interface Bound {
  readonly perSecond: number
  readonly serverMicros?: number
}

const BOUNDS: Readonly<Record<BackendKind, Readonly<Record<string, Bound>>>> = {
  embedded: {
    [SINGLE]: { perSecond: 3_500, serverMicros: 300 },
    [BUSY]: { perSecond: 8_000 },
    [ARRAYS]: { perSecond: 35_000 },
    [LINES]: { perSecond: 20_000 },
  },
  'Postgres + Redis': {
    [SINGLE]: { perSecond: 3_000 },
    [BUSY]: { perSecond: 5_000 },
    [LINES]: { perSecond: 12_000 },
  },
}

function rowsOf(kind: BackendKind, { name, perSecond, p50, p99, microsPerEvent }: MeasuredIngest): Row[] {
  const what = `${kind}, ${name}`
  const bound = BOUNDS[kind][name]
  return [
    bound === undefined
      ? info(`${what}: durable`, perSecond, 'events/s', 0)
      : atLeast(`${what}: durable`, perSecond, bound.perSecond, 'events/s'),
    info(`${what}: answered, p50`, p50, 'ms', 1),
    info(`${what}: answered, p99`, p99, 'ms', 1),
    ...Object.entries(microsPerEvent).map(([process_, micros]) => {
      const cpu = `${what}: CPU of ${process_ === 'server' ? 'the server' : process_} per event`
      const most = process_ === 'server' ? bound?.serverMicros : undefined
      return most === undefined ? info(cpu, micros, 'µs', 0) : atMost(cpu, micros, most, 'µs', 0)
    }),
  ]
}

/** In the first seconds V8 compiles on threads of its own, up to a quarter of all CPU; a server that has run for a minute does not. */
const WARM_UP_S = 8

export const ingest: Scenario = {
  name: 'ingest',
  title:
    'durable events as fast as they are answered: single, to one match, in arrays, as NDJSON; embedded, and Postgres + Redis',
  async run(onProgress) {
    const rows: Row[] = []
    for (const kind of BACKENDS) {
      const measured = await measureIngest(kind, LOADS, { warmUpS: WARM_UP_S, seconds: 10 }, onProgress)
      rows.push(...measured.flatMap((one) => rowsOf(kind, one)))
    }
    return rows
  },
}
