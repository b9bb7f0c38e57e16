import type { Database } from '../../src/store/database.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { openSqlite } from '../../src/store/sqlite/connection/open.ts'

/** A store on an embedded database in memory, migrated. The caller closes the database. */
export function openSqliteStore(): { database: Database; store: MatchStore } {
  const { database } = openSqlite({ directory: undefined })
  return { database, store: database.matches }
}
