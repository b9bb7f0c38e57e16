import type { Scenario } from '../common/scenario.ts'
import { BACKENDS, type BackendKind } from '../common/system-under-load.ts'
import { atMost, info, type Row } from '../common/table.ts'
import { type EditsLoad, type EditsResult, measureEdits } from './edits.ts'
import { measureTimeline } from './timeline.ts'

const EDITS: EditsLoad = { events: 5_000, coldMatches: 16, warmUpMatches: 32, rememberedEdits: 50 }
const TIMELINE = { events: 2_500, otherMatches: 4, perSecond: 50 }
const TIMELINE_ROUNDS = 3

/** Server CPU of one edit, in ms. */
const EDIT_BOUNDS: Readonly<Partial<Record<BackendKind, Readonly<Record<keyof EditsResult, number>>>>> = {
  'Postgres + Redis': { remembered: 5, cold: 15 },
}

export const edits: Scenario = {
  name: 'edits',
  title: 'an edit of the first of 5,000 events: CPU, remembered and after a restart; embedded, and Postgres + Redis',
  async run(onProgress) {
    const rows: Row[] = []
    for (const kind of BACKENDS) {
      const result = await measureEdits(kind, EDITS, onProgress)
      for (const memory of ['remembered', 'cold'] as const) {
        const what = `${kind}, edit of the first of 5,000 events, ${memory}: CPU of`
        const { server = Number.NaN, ...databases } = result[memory]
        const bound = EDIT_BOUNDS[kind]?.[memory]
        rows.push(
          bound === undefined
            ? info(`${what} the server`, server / 1_000, 'ms', 1)
            : atMost(`${what} the server`, server / 1_000, bound, 'ms', 1),
          ...Object.entries(databases).map(([name, micros]) => info(`${what} ${name}`, micros / 1_000, 'ms', 1)),
        )
      }
    }
    return rows
  },
}

export const timeline: Scenario = {
  name: 'timeline',
  title: 'a timeline that edits 2,500 events, and what others wait meanwhile; embedded, and Postgres + Redis',
  async run(onProgress) {
    const rows: Row[] = []
    for (const kind of BACKENDS) {
      const { tookMs, longestWaitMs } = await measureTimeline(kind, TIMELINE, TIMELINE_ROUNDS, onProgress)
      const what = `${kind}, timeline that edits ${TIMELINE.events.toLocaleString('en')} events`
      rows.push(
        atMost(`${what}: answered after`, tookMs / 1_000, 1, 's'),
        atMost(`${what}: longest wait of other matches' events meanwhile`, longestWaitMs, 50, 'ms', 1),
      )
    }
    return rows
  },
}
