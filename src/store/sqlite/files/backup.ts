import { existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { DatabaseRefused } from '../../database.ts'
import { reasonOf } from '../connection/errors.ts'
import { FILE_NAME } from './data-folder.ts'
import { markAsCopy } from './restored.ts'

/** All pages in one step: they are of one moment, and a server that goes on writing does not make the copy begin again. */
const ALL_PAGES = 2 ** 31 - 1

export interface BackupOptions {
  /** DATA_DIR. */
  readonly directory: string
  /** Where the copy goes; must not be there yet. */
  readonly file: string
}

/**
 * Copies the embedded database as it is at one moment, also while a server writes to it. The copy is complete and on the disk,
 * or not there.
 *
 * @returns its size in bytes
 * @throws {DatabaseRefused} saying what is wrong
 */
export async function backupSqlite({ directory, file }: BackupOptions): Promise<number> {
  const source = join(resolve(directory), FILE_NAME)
  if (!existsSync(source)) throw new DatabaseRefused(`there is no database in ${resolve(directory)}; set DATA_DIR`)
  if (existsSync(file)) throw new DatabaseRefused(`${file} is there already; name a new file`)
  const unfinished = `${file}.unfinished`
  const database = new DatabaseSync(source, { readOnly: true })
  try {
    await backup(database, unfinished, { rate: ALL_PAGES })
    verify(unfinished)
    const size = await sync(unfinished)
    await rename(unfinished, file)
    await sync(dirname(resolve(file)))
    return size
  } catch (error) {
    await rm(unfinished, { force: true })
    if (error instanceof DatabaseRefused) throw error
    throw new DatabaseRefused(`${source} was not copied to ${file}: ${reasonOf(error)}`, { cause: error })
  } finally {
    database.close()
  }
}

function verify(file: string): void {
  const copy = new DatabaseSync(file)
  try {
    const { quick_check: fault } = copy.prepare('pragma quick_check(1)').get() as { quick_check: string }
    if (fault !== 'ok') throw new DatabaseRefused(`the copy is damaged, and so may be the database: ${fault}`)
    markAsCopy(copy)
    // One file, without a log beside it.
    copy.exec('pragma journal_mode = delete')
  } finally {
    copy.close()
  }
}

async function sync(path: string): Promise<number> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
    return (await handle.stat()).size
  } finally {
    await handle.close()
  }
}
