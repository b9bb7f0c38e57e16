import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseRefused } from '../../database.ts'
import { isBusy } from '../connection/errors.ts'

export class DirectoryInUse extends DatabaseRefused {
  override readonly name = 'DirectoryInUse'
}

/**
 * Takes a database file for the server of this process alone: a second server would have a bus of its own, so that its viewers
 * would not see what the first one accepts, and its writes would stall the other's event loop.
 *
 * The lock is one of the operating system's, on a file beside the database, so it ends with the process however that
 * ends. A file with a process id in it would not do: ids are used again, containers all use the same few, and two processes
 * that find the same leftover both take it over. Node has no call for such a lock; its SQLite has.
 *
 * @param file of the database; its folder exists
 * @returns what releases it
 * @throws {DirectoryInUse}
 */
export function lockDatabase(file: string): () => void {
  const holderFile = `${file}.pid`
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw error
    throw new DirectoryInUse(
      `${dirname(file)} is in use by process ${readHolder(holderFile)}; stop it, or set DATA_DIR to another folder`,
    )
  }
  // For people only.
  writeFileSync(holderFile, String(process.pid))
  return () => {
    rmSync(holderFile, { force: true })
    lock.close()
  }
}

/** True while a server has the database. */
export function isLocked(file: string): boolean {
  const lock = new DatabaseSync(`${file}.lock`)
  try {
    lock.exec('begin exclusive')
    return false
  } catch (error) {
    if (isBusy(error)) return true
    throw error
  } finally {
    lock.close()
  }
}

function readHolder(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return 'unknown'
  }
}
