import type { Database } from '../../src/store/database.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { migratePostgres } from '../../src/store/migrate.ts'
import { createPostgresDatabase } from '../../src/store/postgres-database.ts'
import { createSqlMatchStore } from '../../src/store/sql-match-store.ts'

/** A store on a Postgres, migrated. The caller closes the database. */
export async function openPostgresStore(url: string): Promise<{ database: Database; store: MatchStore }> {
  await migratePostgres(url)
  const database = createPostgresDatabase({ url, onConnectionError() {} })
  return { database, store: createSqlMatchStore(database) }
}
