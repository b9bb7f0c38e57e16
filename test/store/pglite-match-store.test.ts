import { beforeAll } from 'vitest'
import type { MatchStore } from '../../src/store/match-store.ts'
import { matchStoreContract } from '../contracts/match-store-contract.ts'
import { openPgliteStore } from './open-pglite-store.ts'

let store: MatchStore
beforeAll(async () => {
  const opened = await openPgliteStore()
  store = opened.store
  return () => opened.database.close()
})

matchStoreContract('MatchStore on PGlite', () => store)
