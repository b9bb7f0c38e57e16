import { beforeAll, expect, inject, it } from 'vitest'
import type { StoredMatch } from '../../../src/store/match-store.ts'
import { openPostgres } from '../../../src/store/postgres/open.ts'
import { type ArchiveWorld, matchArchiveContract } from '../../contracts/match-archive-contract.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openSession } from '../../support/servers/postgres-session.ts'
import { uniqueMatch } from '../../support/start-server.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

let url: string
let toSqlite: ArchiveWorld
let toPostgres: ArchiveWorld
beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  url = fresh.url
  const { connection } = await openPostgresStore(url)
  const database = openPostgres({ url, onConnectionError() {} })
  const [there, here] = [openSqliteStore().database, openSqliteStore().database]
  toSqlite = {
    from: database,
    to: there,
    columnsOf: async (table) => {
      const rows = await connection.query<{ name: string }>(
        'select column_name as name from information_schema.columns where table_name = $1 order by 1',
        [table],
      )
      return rows.map(({ name }) => name)
    },
  }
  toPostgres = { ...toSqlite, from: here, to: database }
  return async () => {
    await Promise.all([database.close(), there.close(), here.close(), connection.close()])
    await fresh.drop()
  }
})

matchArchiveContract('MatchArchive from Postgres to SQLite', () => toSqlite)
matchArchiveContract('MatchArchive from SQLite to Postgres', () => toPostgres)

it('reads a match as it was at one moment, whatever is written between its tables', async () => {
  const { archive, matches } = toSqlite.from
  const match = uniqueMatch('read-slowly')
  const fixture = fixtureOf(match)
  await matches.create(fixture, foldedOf(fixture), 'e1', 5_000)
  await matches.append(nextWrite((await matches.read(match)) as StoredMatch))
  const other = await openSession({ connectionString: url })
  await other.query('begin; lock table match_event in access exclusive mode')
  const reading = archive.read(match)
  const waiting = "select 1 from pg_locks where not granted and relation = 'match_event'::regclass"
  await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1)
  await other.query('delete from match_update where match_id = $1', [match])
  await other.query('commit')

  expect((await reading)?.tables).toMatchObject({ match: [{ seq: 1 }], match_update: [{ seq: 1 }] })
})
