import type { MatchStore } from '../../src/store/match-store.ts'
import { connectPostgres, type PostgresConnection } from '../../src/store/postgres/connection/connection.ts'
import { createPostgresMatchStore } from '../../src/store/postgres/match-store.ts'
import { migratePostgres } from '../../src/store/postgres/migrate.ts'

/** A store on a Postgres, migrated. The caller closes the connection. */
export async function openPostgresStore(url: string): Promise<{ connection: PostgresConnection; store: MatchStore }> {
  await migratePostgres(url)
  const connection = connectPostgres({ url, onConnectionError() {} })
  return { connection, store: createPostgresMatchStore(connection) }
}
