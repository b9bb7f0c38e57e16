import { afterAll } from 'vitest'
import { openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { feedKeyStoreContract } from '../../contracts/feed-key-store-contract.ts'

const { database } = openSqlite({ directory: undefined })
afterAll(() => database.close())

feedKeyStoreContract('FeedKeyStore on SQLite', () => database.feedKeys)
