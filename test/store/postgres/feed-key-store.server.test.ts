import { beforeAll, inject } from 'vitest'
import type { FeedKeyStore } from '../../../src/store/feed-keys/feed-key-store.ts'
import { createPostgresFeedKeyStore } from '../../../src/store/postgres/feed-key-store.ts'
import { feedKeyStoreContract } from '../../contracts/feed-key-store-contract.ts'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { openPostgresStore } from '../open-postgres-store.ts'

let keys: FeedKeyStore
beforeAll(async () => {
  const { url, drop } = await freshDatabase(inject('databaseUrl'))
  const { connection } = await openPostgresStore(url)
  keys = createPostgresFeedKeyStore(connection)
  return async () => {
    await connection.close()
    await drop()
  }
})

feedKeyStoreContract('FeedKeyStore on Postgres', () => keys)
