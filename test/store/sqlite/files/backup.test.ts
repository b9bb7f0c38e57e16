import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { DatabaseRefused } from '../../../../src/store/database.ts'
import { openSqlite } from '../../../../src/store/sqlite/connection/open.ts'
import { backupSqlite } from '../../../../src/store/sqlite/files/backup.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'
import { written } from '../written-database.ts'

/** Where the header of SQLite's file says how it is written and read: 1 by a rollback journal, 2 by a write-ahead log. */
const HOW = [18, 19] as const

it('is one file, which needs no log beside it', async () => {
  const directory = await written()
  const folder = await temporaryDirectory()
  const file = join(folder, 'copy.db')
  const bytes = await backupSqlite({ directory, file })
  const copy = await readFile(file)
  expect([copy.length, HOW.map((at) => copy[at])]).toEqual([bytes, [1, 1]])
  expect(await readdir(folder)).toEqual(['copy.db'])
})

it('is told of when a server opens it for the first time: how many matches have a new epoch', async () => {
  const directory = await temporaryDirectory()
  await mkdir(join(directory, 'data'))
  await backupSqlite({ directory: await written(), file: join(directory, 'data', 'touchline.db') })
  const onRestored = vi.fn()
  for (const _ of ['first', 'again']) {
    await openSqlite({ directory: join(directory, 'data'), onRestored }).database.close()
    expect(onRestored).toHaveBeenCalledExactlyOnceWith(1)
  }
})

it('refuses to keep the copy of a damaged database, and leaves nothing of it', async () => {
  const directory = await written()
  const database = join(directory, 'touchline.db')
  await writeFile(database, (await readFile(database)).fill(0, 4_096, 12_288))
  const folder = await temporaryDirectory()
  await expect(backupSqlite({ directory, file: join(folder, 'copy.db') })).rejects.toThrow(DatabaseRefused)
  expect(await readdir(folder)).toEqual([])
})
