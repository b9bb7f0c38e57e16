import type { Database } from '../database.ts'
import { connectPostgres, type PostgresOptions } from './connection.ts'
import { createPostgresFeedKeyStore } from './feed-key-store.ts'
import { createPostgresMatchStore } from './match-store.ts'

/** Connects on first use. The database must have been migrated: see `migratePostgres`. */
export function openPostgres(options: PostgresOptions): Database {
  const connection = connectPostgres(options)
  return {
    kind: 'postgres',
    matches: createPostgresMatchStore(connection),
    feedKeys: createPostgresFeedKeyStore(connection),
    async check() {
      await connection.query('select 1')
    },
    close: () => connection.close(),
  }
}
