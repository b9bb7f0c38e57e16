import { ConfigError, readConfig } from '../config.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import { type Database, DatabaseUnavailable } from './database.ts'
import { DirectoryInUse } from './directory-lock.ts'
import { migrateEmbedded, migratePostgres } from './migrate.ts'
import { openPgliteDatabase } from './pglite-database.ts'
import { createPostgresDatabase } from './postgres-database.ts'

/** The message says all there is to say. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

export interface CommandOptions {
  /** Added when the embedded database is in use by a server. */
  readonly whenInUse: string
  /** @param migrations those that had to run before */
  run(database: Database, migrations: readonly string[]): Promise<void>
}

/**
 * Runs a command on the database that the environment names, migrated. Sets the exit code: 0 done, 1 failed, 2 a
 * setting is wrong.
 */
export async function runCommand({ whenInUse, run }: CommandOptions): Promise<void> {
  try {
    const { database, migrations } = await openDatabase()
    try {
      await run(database, migrations)
    } finally {
      await database.close()
    }
  } catch (error) {
    process.exitCode = error instanceof ConfigError ? 2 : 1
    console.error(explain(error, whenInUse))
  }
}

async function openDatabase(): Promise<{ database: Database; migrations: string[] }> {
  const { databaseUrl, dataDirectory } = readConfig(process.env)
  if (databaseUrl !== undefined) {
    const migrations = await migratePostgres(databaseUrl)
    return { database: createPostgresDatabase({ url: databaseUrl, onConnectionError() {} }), migrations }
  }
  const database = await openPgliteDatabase(dataDirectory)
  try {
    return { database, migrations: await migrateEmbedded(database) }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** One or two lines for what can be expected; a bug shows its stack. */
function explain(error: unknown, whenInUse: string): string {
  if (error instanceof CommandFailed || error instanceof ConfigError) return error.message
  if (error instanceof DirectoryInUse) return `${error.message}\n${whenInUse}`
  if (error instanceof DatabaseUnavailable) return `${error.message}: ${explainConnectionFailure(error.cause)}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
