import type { Config } from '../config.ts'
import type { Database } from './database.ts'

export interface OpenedDatabase {
  readonly database: Database
  /** Names of the migrations that had to run. */
  readonly migrations: readonly string[]
}

export interface OpenOptions {
  /** Called when an idle connection is lost, and when a commit fails for a reason outside of the process. */
  onFailure(error: Error): void
  /** Told when the database's clock was set back too far to wait for it. */
  onClockBack?(ms: number): void
  /** Told by the embedded database that it is a restored copy, and of how many matches. */
  onRestored?(matches: number): void
  /** Told every few seconds what a start waits for, such as another process that migrates the database. */
  onWaiting?(reason: string): void
}

type Place = Pick<Config, 'role' | 'databaseUrl' | 'databasePool' | 'dataDirectory'>

/** A command does a few things at once, beside servers that need their connections. */
const COMMAND_POOL = 4

/**
 * Opens the database that the settings name, and migrates it. Loads only the driver that it needs.
 *
 * @throws {DatabaseRefused} {DatabaseUnavailable}
 */
export async function openDatabase(
  { role, databaseUrl, databasePool, dataDirectory }: Place,
  options: OpenOptions,
): Promise<OpenedDatabase> {
  if (databaseUrl !== undefined) return openServer(databaseUrl, { pool: databasePool, role }, options)
  const { openSqlite } = await import('./sqlite/connection/open.ts')
  return openSqlite({ directory: dataDirectory, ...options })
}

/** Does the same for a command, which may run beside a server that has the embedded database open. */
export async function openForCommand({ databaseUrl, dataDirectory }: Omit<Place, 'role'>): Promise<OpenedDatabase> {
  if (databaseUrl !== undefined) {
    return openServer(
      databaseUrl,
      { pool: COMMAND_POOL, role: 'all' },
      {
        onFailure() {},
        onWaiting: (reason) => console.error(`waiting: ${reason}`),
      },
    )
  }
  const { openSqliteForCommand } = await import('./sqlite/connection/open.ts')
  return openSqliteForCommand(dataDirectory)
}

async function openServer(
  url: string,
  { pool, role }: { readonly pool: number; readonly role: Config['role'] },
  { onFailure, onClockBack, onWaiting }: OpenOptions,
): Promise<OpenedDatabase> {
  const { migratePostgres } = await import('./postgres/migrate.ts')
  const { openPostgres } = await import('./postgres/open.ts')
  const migrations = await migratePostgres(url, onWaiting && { onWaiting })
  const database = openPostgres({ url, pool, onConnectionError: onFailure, ...(onClockBack && { onClockBack }) })
  // What time it is there. A gateway writes nothing, so a server that takes no writes will do, such as the replica of its region.
  await database.check(role === 'gateway' ? 'reads' : 'writes')
  return { database, migrations }
}
