import { fileURLToPath } from 'node:url'
import { type RunnerOption, runner } from 'node-pg-migrate'
import pg from 'pg'
import { explainPostgres } from './connection.ts'

const directory = fileURLToPath(new URL('../../../migrations', import.meta.url))

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
