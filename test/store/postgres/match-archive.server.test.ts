import { beforeAll, inject } from 'vitest'
import { openPostgres } from '../../../src/store/postgres/open.ts'
import { type ArchiveWorld, matchArchiveContract } from '../../contracts/match-archive-contract.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

let toSqlite: ArchiveWorld
let toPostgres: ArchiveWorld
beforeAll(async () => {
  const fresh = await freshDatabase(inject('databaseUrl'))
  const { connection } = await openPostgresStore(fresh.url)
  const database = openPostgres({ url: fresh.url, onConnectionError() {} })
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
