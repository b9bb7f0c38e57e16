import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse'
}

const SQLITE_BUSY = 5

/**
 * Takes a directory for this process alone: PGlite has no lock of its own, and two processes in one directory lose each
 * other's writes.
 *
 * The lock is one of the operating system's, on a file beside the directory, so it ends with the process however that
 * ends. A file with a process id in it would not do: ids come again, containers all use the same few, and two processes
 * that find the same leftover both take it over. Node has no call for such a lock; its SQLite has.
 *
 * @returns what releases it
 * @throws {DirectoryInUse}
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const holderFile = `${directory}.pid`
  await mkdir(dirname(directory), { recursive: true })
  const lock = new DatabaseSync(`${directory}.lock`)
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    const holder = await readFile(holderFile, 'utf8').catch(() => 'unknown')
    throw new DirectoryInUse(`${directory} is in use by process ${holder}; stop it, or set DATA_DIR to another folder`)
  }
  // For people only.
  await writeFile(holderFile, String(process.pid))
  return async () => {
    await rm(holderFile, { force: true })
    lock.close()
  }
}
