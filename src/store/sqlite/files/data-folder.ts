import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseRefused } from '../../database.ts'
import { refusing } from '../connection/refusal.ts'

/** The database's name within DATA_DIR. Beside it lie its write-ahead log (`-wal`, `-shm`) and the server's lock. */
export const FILE_NAME = 'touchline.db'

/**
 * Makes DATA_DIR if it is not there.
 *
 * @returns the database's file in it, which may not be there yet
 * @throws {DatabaseRefused}
 */
export function prepareFolder(directory: string): string {
  const path = resolve(directory)
  const old = refusing(path, () => {
    makeFolder(path)
    return olderDatabaseIn(path)
  })
  if (old !== undefined) {
    throw new DatabaseRefused(
      `${old} holds the database of an older version, perhaps with feed keys, and this version cannot read it: move it away, or set DATA_DIR to another folder`,
    )
  }
  return join(path, FILE_NAME)
}

/**
 * The folder of a Postgres that ran within the process, which is what versions before SQLite kept in DATA_DIR. To start beside
 * it would be to start without its feed keys: open to everyone.
 */
function olderDatabaseIn(path: string): string | undefined {
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const old = entries.find(({ name }) => /^pg/i.test(name) || existsSync(join(path, name, 'PG_VERSION')))
  return old && join(path, old.name)
}

/**
 * Makes a folder and those above it, durably: after a power loss they must still be there. Node's own `recursive` never
 * ends on a file system that refuses new folders, such as /proc.
 */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const parent = dirname(path)
  if (!existsSync(parent)) makeFolder(parent)
  mkdirSync(path)
  syncFolder(parent)
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
