import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { DatabaseRefused } from '../../database.ts'
import type { SqliteConnection } from './connection.ts'

const directory = fileURLToPath(new URL('../../../../migrations/sqlite', import.meta.url))

/**
 * Runs the files of `migrations/sqlite` that this database has not run yet, each in a transaction of its own. How many have
 * run stands in the file's `user_version`.
 *
 * @returns their names
 * @throws {DatabaseRefused} if the database is of a newer version than this one
 */
export function migrateSqlite(connection: SqliteConnection, place: string): string[] {
  const files = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const ran: string[] = []
  for (const [index, file] of files.entries()) {
    const isNew = connection.transact(() => {
      const done = versionOf(connection)
      if (done > files.length) {
        throw new DatabaseRefused(
          `${place} was written by a newer version of Touchline (schema ${done}, this one knows ${files.length}); start that version, or set DATA_DIR to another folder`,
        )
      }
      // Another process may have run it while this one waited.
      if (done > index) return false
      connection.script(readFileSync(`${directory}/${file}`, 'utf8'))
      connection.script(`pragma user_version = ${index + 1}`)
      return true
    })
    if (isNew) ran.push(file.replace(/\.sql$/, ''))
  }
  return ran
}

export function isMigrated(connection: SqliteConnection): boolean {
  const files = readdirSync(directory).filter((name) => name.endsWith('.sql'))
  return versionOf(connection) === files.length
}

function versionOf(connection: SqliteConnection): number {
  return connection.get<{ user_version: number }>('pragma user_version')?.user_version ?? 0
}
