import { expect, inject, it, onTestFinished } from 'vitest'
import { createRecorder, type Recorder } from '../../../src/ingest/record-event.ts'
import { readerOfAdd } from '../../../src/ingest/routes/read-change.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../../src/sports/registry.ts'
import type { PostgresConnection } from '../../../src/store/postgres/connection/connection.ts'
import { createPostgresMatchStore } from '../../../src/store/postgres/match-store.ts'
import { openPostgresStore } from '../../store/open-postgres-store.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { agreedState } from '../agreed-state.ts'

const FEED = { feed: 'feed', source: 'feed' }
const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

it('[S2] a replica that remembers a write which a failover lost notices, though as many writes were made since', async () => {
  const { a, b, store, database } = await openReplicas()
  await a.recorder.putFixture(parseFixture('m', FIXTURE, sports), FEED)
  await post(a.recorder, { id: 'kept', type: 'goal', team: 'home', player: 'Ada' })
  const [before] = await database.query<Record<string, unknown>>("select * from match where id = 'm'")
  await post(a.recorder, { id: 'lost', type: 'goal', team: 'home', player: 'Bea' })

  // What a standby looks like that never heard of the last write.
  await database.query('delete from match_update where seq = 2')
  await database.query("delete from match_event where event_id = 'lost'")
  await restore(database, before as Record<string, unknown>)
  await post(b.recorder, { id: 'others', type: 'goal', team: 'away', player: 'Cleo' })
  const answer = await post(a.recorder, { id: 'next', type: 'goal', team: 'home', player: 'Dora' })

  expect(answer).toMatchObject({ results: [{ status: 'applied', seq: 3 }], seq: 3 })
  const { reduced } = await agreedState(store, 'm')
  expect(reduced.state.score).toEqual({ home: 2, away: 1 })
  expect(JSON.stringify(reduced.state.detail)).toContain('Cleo')
  expect(JSON.stringify(reduced.state.detail)).not.toContain('Bea')
  expect((await post(a.recorder, { id: 'lost', type: 'goal', team: 'home', player: 'Bea' })).seq).toBe(4)
  await agreedState(store, 'm')
})

it('a replica that remembers a match which was deleted and created again elsewhere goes on with the new one', async () => {
  const { a, b, store, database } = await openReplicas()
  await a.recorder.putFixture(parseFixture('m', FIXTURE, sports), FEED)
  await post(a.recorder, { id: 'g1', type: 'goal', team: 'home' })
  for (const table of ['match_update', 'match_event', 'match']) await database.query(`delete from ${table}`)
  await b.recorder.putFixture(parseFixture('m', { ...FIXTURE, sport: 'tennis' }, sports), FEED)
  await post(b.recorder, { id: 'p1', type: 'point', team: 'away' })

  const refused = await post(a.recorder, { id: 'p2', type: 'point', team: 'nobody' })
  expect(refused).toMatchObject({ results: [{ status: 'rejected' }], seq: 1 })
  const taken = await post(a.recorder, { id: 'p3', type: 'point', team: 'away' })

  expect(taken).toMatchObject({ results: [{ status: 'applied', seq: 2 }] })
  expect((await agreedState(store, 'm')).reduced.state).toMatchObject({
    sport: 'tennis',
    detail: { points: { away: '30' } },
  })
})

it('a new event of a match that this replica wrote last takes one statement, all of the append; one that may be known is looked up first', async () => {
  const { a } = await openReplicas()
  await a.recorder.putFixture(parseFixture('m', FIXTURE, sports), FEED)
  await post(a.recorder, { id: 'g1', type: 'goal', team: 'home' })
  a.statements.length = 0

  await post(a.recorder, { id: 'g2', type: 'goal', team: 'home' })

  expect(a.statements).toHaveLength(1)
  expect(a.statements[0]).toMatch(/update match set.*insert into match_event.*insert into match_update/s)

  await a.recorder.record('m', FEED, [() => ({ op: 'delete', id: 'g2' })])

  expect(a.statements[1]).toMatch(/^\s*select.*from match_event/s)
  expect(a.statements.at(-1)).toBe(a.statements[0])
})

/** Two replicas of one database, and the database itself. */
async function openReplicas() {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const open = async () => {
    const { connection: database } = await openPostgresStore(url)
    onTestFinished(() => database.close())
    const statements: string[] = []
    const store = createPostgresMatchStore({
      ...database,
      query: (text, values) => {
        statements.push(text)
        return database.query(text, values)
      },
    })
    return { store, database, statements, recorder: createRecorder({ store, publish() {} }) }
  }
  const [a, b] = [await open(), await open()]
  return { a, b, store: b.store, database: b.database }
}

function post(recorder: Recorder, event: object) {
  return recorder.record('m', FEED, [readerOfAdd(event)])
}

/** Puts the row of a match back to what it was. */
async function restore(database: PostgresConnection, row: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(row)
  const assignments = columns.map((column, index) => `${column} = $${index + 1}`)
  await database.query(`update match set ${assignments.join(', ')} where id = 'm'`, Object.values(row))
}
