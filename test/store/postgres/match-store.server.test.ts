import pg from 'pg'
import { beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { DatabaseUnavailable } from '../../../src/errors.ts'
import type { MatchStore, StoredMatch } from '../../../src/store/match-store.ts'
import { deletesContract } from '../../contracts/deletes-contract.ts'
import { matchStoreContract } from '../../contracts/match-store-contract.ts'
import { searchContract } from '../../contracts/search-contract.ts'
import { shadowContract } from '../../contracts/shadow-contract.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { startPostgres } from '../../support/servers/postgres.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { uniqueMatch } from '../../support/start-server.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'
import { openPostgresStore } from '../open-postgres-store.ts'

let store: MatchStore
let url: string
beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  url = fresh.url
  const opened = await openPostgresStore(url)
  store = opened.store
  return async () => {
    await opened.connection.close()
    await fresh.drop()
  }
})

matchStoreContract('MatchStore on Postgres', () => store)
shadowContract('MatchStore on Postgres', () => store)
deletesContract('MatchStore on Postgres', () => store)
searchContract('MatchStore on Postgres', () => store)

it('forgets matches that were deleted long ago while another process forgets some of them, too', async () => {
  const deleted = ['held', 'free'].map((name) => uniqueMatch(`forgotten-${name}`))
  for (const [n, id] of deleted.entries()) {
    const fixture = fixtureOf(id)
    await store.create(fixture, foldedOf(fixture), `epoch-${n}`, 1)
    expect(await store.remove(await readBack(store, fixture.match), `epoch-${n}-gone`, 1)).toBe(true)
  }
  const another = await openSession(url)
  await another.query('begin')
  await another.query('delete from deleted_match where id = $1', [deleted[0]])

  await store.forgetDeleted(2)
  expect(await store.readDeleted(deleted)).toEqual([expect.any(String), undefined])

  await another.query('commit')
})

it('[H6] loses no update of writers in several processes who all write one match', async () => {
  const stores = await Promise.all(
    [1, 2, 3].map(async () => {
      const opened = await openPostgresStore(url)
      onTestFinished(() => opened.connection.close())
      return opened.store
    }),
  )
  await forSeeds(3, async (random, seed) => {
    const fixture = fixtureOf(`contended-${seed}`)
    await store.create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
    const writers = Array.from({ length: 6 }, (_, index) => ({
      store: stores[index % stores.length] as MatchStore,
      ids: Array.from({ length: 1 + random.int(12) }, (_, each) => `writer-${index}-event-${each}`),
    }))

    await Promise.all(
      writers.map(async (writer) => {
        for (const id of writer.ids) {
          while (!(await writer.store.append(nextWrite(await readBack(writer.store, fixture.match), id))));
        }
      }),
    )

    const ids = writers.flatMap((writer) => writer.ids)
    const total = ids.length
    const match = await readBack(store, fixture.match)
    expect(match).toMatchObject({ seq: total, version: total, arrivals: total })
    expect(match.folded.reduced.state.score).toEqual({ home: total, away: 0 })
    const log = await store.readUpdates(fixture.match, 0, 1_000)
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
    const kept = await store.readAllKept(fixture.match, 'opta')
    expect(kept.map(({ arrival, seq }) => [arrival, seq])).toEqual(ids.map((_, index) => [index, index + 1]))
    expect(kept.map(({ id }) => id).sort()).toEqual(ids.sort())
    for (const writer of writers) {
      const own = kept.filter(({ id }) => writer.ids.includes(id)).map(({ id }) => id)
      expect(own, 'each writer sees its events in the order it wrote them').toEqual(writer.ids)
    }
  })
})

it('[H7] begins no shadow of a source that is being put in charge just then', async () => {
  const { connection, store: mine } = await openPostgresStore(url)
  const switching = new pg.Client({ connectionString: url })
  await switching.connect()
  onTestFinished(async () => void (await Promise.all([connection.close(), switching.end()])))
  const match = uniqueMatch('switched')
  const fixture = fixtureOf(match)
  await mine.create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
  await switching.query('begin')
  await switching.query("update match set source = 'scout' where id = $1", [match])
  const shadow = {
    match,
    source: 'scout',
    seq: 1,
    version: 1,
    fixture,
    folded: foldedOf(fixture),
    arrivals: 1,
  }

  const beginning = mine.appendShadow({ shadow, replaces: undefined, kept: [], updates: [] })
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(() => connection.query(waiting)).toHaveLength(1)
  await switching.query('commit')

  expect(await beginning).toBe(false)
})

it('[H1] keeps what it acknowledged when Postgres is killed, and says it is away until it is back', async () => {
  const server = await startPostgres()
  const { store: mine, connection } = await openPostgresStore(server.url)
  onTestFinished(() => connection.close())
  const fixture = fixtureOf('m1')
  await mine.create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
  await mine.append(nextWrite(await readBack(mine, 'm1')))
  const before = await readBack(mine, 'm1')

  await server.kill('SIGKILL')
  // A connection has a process of its own, which may answer once more before it notices.
  const gone = () => mine.read('m1').catch((error: unknown) => error)
  await expect.poll(gone, { timeout: 10_000 }).toBeInstanceOf(DatabaseUnavailable)
  const attempts = [
    mine.read('m1'),
    mine.append(nextWrite(before)),
    mine.list({ limit: 1 }),
    mine.readUpdates('m1', 0, 1),
  ]
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt.status === 'rejected' && attempt.reason).toBeInstanceOf(DatabaseUnavailable)
  }
  await server.restart()

  await expect.poll(() => mine.read('m1').catch(() => 'away'), { timeout: 5_000 }).toEqual(before)
  expect(await mine.append(nextWrite(before))).toBe(true)
})

async function readBack(from: MatchStore, match: string): Promise<StoredMatch> {
  const stored = await from.read(match)
  if (stored === undefined) throw new Error(`match ${match} is not there`)
  return stored
}
