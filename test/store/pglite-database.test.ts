import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { DirectoryInUse } from '../../src/store/directory-lock.ts'
import { openPgliteDatabase } from '../../src/store/pglite-database.ts'
import { databaseContract } from '../contracts/database-contract.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

let database: Database
beforeAll(async () => {
  database = await openPgliteDatabase(undefined)
})
afterAll(() => database.close())

databaseContract('PGlite', { kind: 'pglite', shared: () => database, open: () => openPgliteDatabase(undefined) })

it('keeps its data in the directory, which nobody else can open meanwhile', async () => {
  const directory = join(await temporaryDirectory(), 'data')
  const first = await openPgliteDatabase(directory)
  await first.exec('create table score (home int); insert into score values (2)')
  await expect(openPgliteDatabase(directory)).rejects.toBeInstanceOf(DirectoryInUse)
  await first.close()

  const second = await openPgliteDatabase(directory)
  expect(await second.query('select home from score')).toEqual([{ home: 2 }])
  await second.close()
})
