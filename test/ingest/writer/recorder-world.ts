import type { BusEntry } from '../../../src/bus/bus.ts'
import { createRecorder, type Recorder } from '../../../src/ingest/record-event.ts'
import { readerOfAdd, readSafely } from '../../../src/ingest/routes/read-change.ts'
import type { ReadChange, ReadEvent, Written } from '../../../src/ingest/writer/write-request.ts'
import type { Sender } from '../../../src/match/change.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../../src/sports/registry.ts'
import { FakeStore } from './fake-store.ts'

export interface RecorderWorld {
  readonly store: FakeStore
  readonly recorder: Recorder
  readonly published: BusEntry[]
}

/** A recorder over a database in memory. Its clock stands still. */
export function openRecorder(store = new FakeStore()): RecorderWorld {
  const published: BusEntry[] = []
  const recorder = createRecorder({
    store: store.store,
    publish: (entry) => published.push(entry),
    now: () => 1_000_000,
  })
  return { store, recorder, published }
}

export function fixture(match: string, changes: object = {}) {
  return parseFixture(match, { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' }, ...changes }, sports)
}

/** A feed, by itself a source, or one of several of it. */
export const from = (feed: string, source = feed): Sender => ({ feed, source })

export const add = (event: object): ReadEvent => readerOfAdd(event)
export const edit =
  (event: object): ReadChange =>
  (sport) =>
    readSafely(() => ({ op: 'edit', event: parseEvent(sport, event) }))
export const remove =
  (id: string): ReadChange =>
  () => ({ op: 'delete', id })
export const restore =
  (id: string): ReadChange =>
  () => ({ op: 'restore', id })

export const goal = (id: string, fields: object = {}) => ({ id, type: 'goal', team: 'home', ...fields })

/** An answer, as short as can be: `applied 3`, `rejected event-conflict`. */
export function short({ results }: Written): string[] {
  return results.map((result) =>
    result.status === 'rejected' ? `rejected ${result.error.code}` : `${result.status} ${result.seq}`,
  )
}
