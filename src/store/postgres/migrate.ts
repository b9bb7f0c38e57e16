import { readdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PG_MIGRATE_LOCK_ID, type RunnerOption, runner } from 'node-pg-migrate'
import pg from 'pg'
import { DatabaseUnavailable } from '../../errors.ts'
import { explainPostgres, failedAt, isLate } from './connection/explain-postgres.ts'
import { createRoute } from './connection/route.ts'
import { readLockHolder } from './lock-holder.ts'
import { type Read, readMigrations, schemaOfMigrations } from './migration-table.ts'

const directory = fileURLToPath(new URL('../../../migrations', import.meta.url))

/** A replica that waits for longer ends, and says for whom it waited: its supervisor starts it again. */
const PATIENCE_MS = 60_000
const LOOK_AGAIN_MS = 250
const TELL_EVERY_MS = 5_000
/** How long a server has to begin a transaction when the patience is over. One that is well begins it at once. */
const LEAST_PATIENCE_MS = 1_000
/** A change of a table waits for those who read it, and everybody else waits behind it: so it gives up soon, and tries again. */
const TABLE_LOCK_MS = 2_000
const LOCK_NOT_AVAILABLE = '55P03'
const INSUFFICIENT_PRIVILEGE = '42501'
const UNANSWERED =
  'the server has not answered, or a pooler before it has had no session free (default_pool_size of PgBouncer)'

const options = {
  dir: directory,
  direction: 'up',
  migrationsTable: 'schema_migration',
  // The library would compare the order of the files with that of the times at which their transactions began. Replicas that start together
  // take turns, and these times may have another order.
  checkOrder: false,
  // One file in each transaction: its end frees the tables that the file has locked, and the lock of migrations. The session keeps nothing,
  // since behind a pooler it may be anybody's.
  count: 1,
  singleTransaction: true,
  noLock: true,
  log: () => {},
} satisfies Partial<RunnerOption>

export interface MigrateOptions {
  readonly patienceMs?: number
  /** Told every few seconds what the migration waits for. */
  onWaiting?(reason: string): void
}

/**
 * Runs the files of `migrations/` that a Postgres server has not run yet. Of replicas that start together one does, and the others wait
 * for it.
 *
 * @returns their names
 * @throws {DatabaseUnavailable} also when somebody else has held the lock for too long
 */
export async function migratePostgres(url: string, waiting: MigrateOptions = {}): Promise<string[]> {
  const way = await createRoute(url)
    .find()
    .catch((error: unknown) => {
      throw explainPostgres(error)
    })
  // Its name is what others see in `pg_stat_activity`.
  const client = new pg.Client({ ...way, application_name: `touchline migration, ${hostname()} ${process.pid}` })
  client.on('error', () => {}) // a lost connection also fails what runs on it; without a listener it would end the process
  try {
    await client.connect().catch((error: unknown) => {
      throw failedAt(error, way)
    })
    const ran: string[] = []
    for (;;) {
      const next = await migrate(client, waiting)
      if (next.length === 0) return ran
      ran.push(...next)
    }
  } catch (error) {
    if (error instanceof DatabaseUnavailable) throw error
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw explainPostgres(error)
    throw new DatabaseUnavailable(`it cannot be migrated by this user: ${(error as Error).message}`, { cause: error })
  } finally {
    await client.end()
  }
}

/** Runs the next file. @returns its name, or nothing when all have been run */
async function migrate(client: pg.Client, { patienceMs = PATIENCE_MS, onWaiting }: MigrateOptions): Promise<string[]> {
  const from = performance.now()
  const waited = () => performance.now() - from
  const givenUp = (reason: string, cause?: unknown) =>
    new DatabaseUnavailable(`it cannot be migrated: for ${Math.round(waited() / 1_000)} s ${reason}`, { cause })
  let tellAt = from + LOOK_AGAIN_MS
  for (;;) {
    await begin(client, Math.max(patienceMs - waited(), LEAST_PATIENCE_MS), onWaiting).catch((error: unknown) => {
      throw isLate(error) ? givenUp(UNANSWERED, error) : error
    })
    const attempt = await tryToMigrate(client)
    if (attempt.ran !== undefined) return attempt.ran
    if (waited() > patienceMs) throw givenUp(attempt.reason)
    if (performance.now() >= tellAt) {
      tellAt = performance.now() + TELL_EVERY_MS
      onWaiting?.(attempt.reason)
    }
    await pause(LOOK_AGAIN_MS)
  }
}

/** Whether all files of `migrations/` have been run. Changes nothing. */
export async function isMigrated(read: Read): Promise<boolean> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.sql'))
  const ran = await readMigrations(read)
  return ran !== undefined && files.every((name) => ran.has(name.replace(/\.sql$/, '')))
}

type Attempt = { readonly ran: string[] } | { readonly ran?: undefined; readonly reason: string }

/** A pooler lets us in at once, and may have a session for us much later. What it waits for is not known, so that is told. */
async function begin(client: pg.Client, patienceMs: number, onWaiting?: (reason: string) => void): Promise<void> {
  const telling = setInterval(() => onWaiting?.(UNANSWERED), TELL_EVERY_MS)
  try {
    // Filling a new table takes longer than a statement of a server may, and the role's limit would end it each time anew.
    const text = `begin; set local lock_timeout = ${TABLE_LOCK_MS}; set local statement_timeout = 0`
    // @types/pg has this one for clients alone.
    await client.query({ text, query_timeout: patienceMs } as pg.QueryConfig)
  } finally {
    clearInterval(telling)
  }
}

/** Within a transaction, which it ends. It never waits for the lock: behind a pooler it would hold a session that the lock's holder may need. */
async function tryToMigrate(client: pg.Client): Promise<Attempt> {
  try {
    // Nearly every start: no lock is needed to see that there is nothing to do.
    if (await isMigrated(readBy(client))) {
      await client.query('rollback')
      return { ran: [] }
    }
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
      PG_MIGRATE_LOCK_ID,
    ])
    if (!rows[0]?.taken) {
      const reason = await readLockHolder(client, PG_MIGRATE_LOCK_ID)
      await client.query('rollback')
      return { reason }
    }
    const migrationsSchema = await schemaOfMigrations(readBy(client))
    const ran = await runner({ ...options, dbClient: client, migrationsSchema })
    // The library ends our transaction where it ran a file, and leaves it where others had.
    await client.query('commit')
    return { ran: ran.map(({ name }) => name) }
  } catch (error) {
    await client.query('rollback').catch(() => {}) // the connection is lost, and the transaction with it
    if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw error
    return { reason: 'another session has kept a table locked that a migration reads or changes' }
  }
}

function readBy(client: pg.Client): Read {
  return async (sql) => (await client.query(sql)).rows
}

function codeOf(error: unknown): unknown {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  return code ?? (cause === undefined ? undefined : codeOf(cause))
}
