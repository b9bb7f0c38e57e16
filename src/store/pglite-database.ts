import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { type Database, DatabaseUnavailable } from './database.ts'
import { lockDirectory } from './directory-lock.ts'

/**
 * Opens the embedded database: Postgres in WebAssembly, in this process.
 *
 * Survives `kill -9`, not power loss: it runs without fsync. Statements run one at a time and each blocks the event loop
 * for about a millisecond.
 *
 * @param dataDirectory made if absent; undefined keeps everything in memory
 * @throws {DirectoryInUse}
 */
export async function openPgliteDatabase(dataDirectory: string | undefined): Promise<Database> {
  const directory = dataDirectory === undefined ? undefined : join(dataDirectory, 'pglite')
  const unlock = directory === undefined ? async () => {} : await lockDirectory(directory)
  const lite = await PGlite.create(directory === undefined ? {} : { dataDir: directory }).catch(async (error) => {
    await unlock()
    throw error
  })
  let closed: Promise<void> | undefined
  const openLite = (): PGlite => {
    if (closed !== undefined) throw new DatabaseUnavailable('the database is closed')
    return lite
  }
  return {
    kind: 'pglite',
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await openLite().query<Row>(text, values as unknown[])).rows,
    exec: async (sql) => {
      await openLite().exec(sql)
    },
    close: () => {
      closed ??= lite.close().finally(unlock)
      return closed
    },
  }
}
