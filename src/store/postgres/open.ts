import { DatabaseUnavailable } from '../../errors.ts'
import type { Database } from '../database.ts'
import { CLOCK, connectPostgres, type PostgresOptions } from './connection/connection.ts'
import { createPostgresFeedKeyStore } from './feed-key-store.ts'
import { createPostgresInstallation } from './installation.ts'
import { createPostgresMatchArchive } from './match-archive.ts'
import { createPostgresMatchStore } from './match-store.ts'
import { createPostgresSourceLife } from './source-life.ts'

/** Connects on first use. The database must have been migrated: see `migratePostgres`. */
export function openPostgres(options: PostgresOptions): Database {
  const connection = connectPostgres(options)
  return {
    kind: 'postgres',
    matches: createPostgresMatchStore(connection),
    archive: createPostgresMatchArchive(connection),
    feedKeys: createPostgresFeedKeyStore(connection),
    clock: connection.clock,
    sources: createPostgresSourceLife(connection),
    pool: connection.pool,
    installation: createPostgresInstallation(connection),
    async check(what = 'writes') {
      if (what === 'writes') {
        if (connection.diskFull !== undefined) throw new DatabaseUnavailable(connection.diskFull)
        // Refused by a server that takes no writes, though it would change no row.
        await connection.query('update feed_key set feed = feed where false')
      }
      await connection.query(`select ${CLOCK}`)
    },
    close: () => connection.close(),
  }
}
