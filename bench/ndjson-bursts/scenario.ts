import type { Scenario } from '../common/scenario.ts'
import { BACKENDS } from '../common/system-under-load.ts'
import { atMost, info, type Row } from '../common/table.ts'
import { measureNdjsonBursts } from './ndjson-bursts.ts'

const LOAD = { viewers: 500, matches: 20, bursts: 100, pauseMs: 50 }

export const ndjsonBursts: Scenario = {
  name: 'ndjson-bursts',
  title: '20 matches per viewer, updates by one NDJSON of 20: CPU per delivery; embedded, and Postgres + Redis',
  async run(onProgress) {
    const rows: Row[] = []
    for (const kind of BACKENDS) {
      onProgress(kind)
      const { server = Number.NaN, ...databases } = await measureNdjsonBursts(kind, LOAD)
      const what = `${kind}, 20 matches per viewer, NDJSON of 20: CPU per delivery`
      rows.push(
        atMost(`${what}, ingest included`, server, 1.8, 'µs'),
        ...Object.entries(databases).map(([name, micros]) => info(`${what}, ${name}`, micros, 'µs')),
      )
    }
    return rows
  },
}
