import { fileURLToPath } from 'node:url'
import { type RunnerOption, runner } from 'node-pg-migrate'
import type { ClientBase } from 'pg'
import pg from 'pg'
import type { Database } from './database.ts'
import { explainPostgres } from './postgres-database.ts'

const directory = fileURLToPath(new URL('../../migrations', import.meta.url))

const options = {
  dir: directory,
  direction: 'up',
  migrationsTable: 'schema_migration',
  // Replicas that start together wait for the one that migrates.
  advisoryLockMode: 'wait',
  checkOrder: true,
  log: () => {},
} satisfies Partial<RunnerOption>

/**
 * Runs the files of `migrations/` that a Postgres server has not run yet.
 *
 * @returns their names
 * @throws {DatabaseUnavailable}
 */
export async function migratePostgres(url: string): Promise<string[]> {
  // A client of our own: the advisory lock belongs to a session, and the pool has many.
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {}) // a lost connection also fails what runs on it; without a listener it would end the process
  try {
    await client.connect()
    const ran = await runner({ ...options, dbClient: client })
    return ran.map(({ name }) => name)
  } catch (error) {
    throw explainPostgres(error)
  } finally {
    await client.end()
  }
}

/** The same files on the embedded database. @returns their names */
export async function migrateEmbedded(database: Database): Promise<string[]> {
  const ran = await runner({ ...options, dbClient: asClient(database) })
  return ran.map(({ name }) => name)
}

/** The little of pg's client that node-pg-migrate uses. */
function asClient(database: Database): ClientBase {
  const client = {
    connection: { stream: {} },
    async query(query: string | { text: string; values?: unknown[] }, parameters?: unknown[]) {
      const text = typeof query === 'string' ? query : query.text
      const values = parameters ?? (typeof query === 'string' ? undefined : query.values)
      const hasRows = values?.length || /^\s*select/i.test(text)
      const rows = hasRows ? await database.query(text, values ?? []) : await database.exec(text).then(() => [])
      return { rows, rowCount: rows.length }
    },
  }
  return client as unknown as ClientBase
}
