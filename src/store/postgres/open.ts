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
  let checking: Promise<unknown> | undefined
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
        // Refused by a server that takes no writes, though it would change no row; and waits as writes do for who has locked the table. Those who
        // ask meanwhile wait for the same, or they would take the pool from reads.
        checking ??= connection.query('update match set seq = seq where false').finally(() => {
          checking = undefined
        })
        await checking
      }
      await connection.query(`select ${CLOCK}`)
    },
    close: () => connection.close(),
  }
}
