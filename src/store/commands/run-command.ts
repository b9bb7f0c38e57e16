import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Config, ConfigError, readConfig } from '../../config.ts'
import { DatabaseUnavailable, MatchBusy } from '../../errors.ts'
import { DatabaseRefused } from '../database.ts'
import { type OpenedDatabase, openForCommand } from '../open-database.ts'
import { FILE_NAME } from '../sqlite/files/data-folder.ts'

/** An error whose message is enough, without its stack. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
}

/**
 * Runs a command on the database that the environment names, migrated. Sets the exit code: 0 done, 1 failed, 2 a
 * setting is wrong.
 */
export async function runCommand(run: (opened: OpenedDatabase) => Promise<void>): Promise<void> {
  try {
    const config = readConfig(process.env)
    const missing = missingDatabase(config)
    const opened = await openForCommand(config)
    // Otherwise whoever forgot the settings of the servers would believe that those have no matches, or that they know the key that was made.
    if (missing)
      console.error(`made a new database in ${missing}: if another one is meant, set DATABASE_URL or DATA_DIR`)
    try {
      await run(opened)
    } finally {
      await opened.database.close()
    }
  } catch (error) {
    process.exitCode = error instanceof ConfigError ? 2 : 1
    console.error(explainFailure(error))
  }
}

/** @returns the folder of the embedded database, if there is none in it */
function missingDatabase({ databaseUrl, dataDirectory }: Config): string | undefined {
  const folder = resolve(dataDirectory)
  return databaseUrl === undefined && !existsSync(join(folder, FILE_NAME)) ? folder : undefined
}

/** One or two lines for an expected failure; the stack for a bug. */
export function explainFailure(error: unknown): string {
  if (error instanceof CommandFailed || error instanceof ConfigError || error instanceof DatabaseRefused)
    return error.message
  if (error instanceof MatchBusy) return `match ${error.match} is being written all the time; stop its feed first`
  if (error instanceof DatabaseUnavailable) return `the database is not available: ${error.reason}`
  // A full disk, a folder that is not there, a reader that is gone.
  if (isOfSystem(error)) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Of files, pipes and sockets: its message says what the system refused. */
export function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error
}
