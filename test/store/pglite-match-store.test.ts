import { beforeAll } from 'vitest'
import type { MatchStore } from '../../src/store/match-store.ts'
import { migrateEmbedded } from '../../src/store/migrate.ts'
import { openPgliteDatabase } from '../../src/store/pglite-database.ts'
import { createSqlMatchStore } from '../../src/store/sql-match-store.ts'
import { matchStoreContract } from '../contracts/match-store-contract.ts'

let store: MatchStore
beforeAll(async () => {
  const database = await openPgliteDatabase(undefined)
  await migrateEmbedded(database)
  store = createSqlMatchStore(database)
  return () => database.close()
})

matchStoreContract('MatchStore on PGlite', () => store)
