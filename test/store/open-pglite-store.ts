import type { Database } from '../../src/store/database.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { migrateEmbedded } from '../../src/store/migrate.ts'
import { openPgliteDatabase } from '../../src/store/pglite-database.ts'
import { createSqlMatchStore } from '../../src/store/sql-match-store.ts'

/** A store on an embedded database in memory, migrated. The caller closes the database. */
export async function openPgliteStore(): Promise<{ database: Database; store: MatchStore }> {
  const database = await openPgliteDatabase(undefined)
  await migrateEmbedded(database)
  return { database, store: createSqlMatchStore(database) }
}
