import { beforeAll } from 'vitest'
import type { MatchStore } from '../../../src/store/match-store.ts'
import { deletesContract } from '../../contracts/deletes-contract.ts'
import { matchStoreContract } from '../../contracts/match-store-contract.ts'
import { searchContract } from '../../contracts/search-contract.ts'
import { shadowContract } from '../../contracts/shadow-contract.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

let store: MatchStore
beforeAll(() => {
  const opened = openSqliteStore()
  store = opened.store
  return () => opened.database.close()
})

matchStoreContract('MatchStore on SQLite', () => store)
shadowContract('MatchStore on SQLite', () => store)
deletesContract('MatchStore on SQLite', () => store)
searchContract('MatchStore on SQLite', () => store)
