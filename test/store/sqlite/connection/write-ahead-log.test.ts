import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Database } from '../../../../src/store/database.ts'
import { openSqlite } from '../../../../src/store/sqlite/connection/open.ts'
import { temporaryDirectory } from '../../../support/temporary-directory.ts'
import { openFilesIn } from '../../open-files.ts'

const MIB = 2 ** 20

async function openAnew() {
  const directory = join(await temporaryDirectory(), 'data')
  const onFailure = vi.fn()
  const { database } = openSqlite({ directory, onFailure })
  onTestFinished(() => database.close())
  return { directory, database, onFailure, file: join(directory, 'touchline.db') }
}

const addKey = ({ feedKeys }: Database, hash: string, scope: string) =>
  feedKeys.add({ hash, feed: 'x', scopes: [scope], createdAt: 1 })

/** As many commits as have the thread called, some MiB together. */
async function commitMuch(database: Database): Promise<void> {
  await addKey(database, 'large', 'x'.repeat(6 * MIB))
  for (let n = 1; n < 500; n += 1) await addKey(database, `${n}`, 'x')
}

it('has a thread move it into the file after 500 commits, and ends the thread when it is closed', async () => {
  const { directory, database, onFailure, file } = await openAnew()
  await commitMuch(database)
  await expect.poll(() => statSync(file).size).toBeGreaterThan(6 * MIB)

  await database.close()

  if (process.platform === 'linux') expect(openFilesIn(directory)).toEqual([])
  expect(onFailure).not.toHaveBeenCalled()
})

it('is moved during commits again once the thread has failed, which is told', async () => {
  const { database, onFailure, file } = await openAnew()
  vi.stubEnv('NODE_OPTIONS', '--require=/nowhere.cjs')
  onTestFinished(() => void vi.unstubAllEnvs())
  await commitMuch(database)
  await expect.poll(() => onFailure.mock.calls).toEqual([[expect.objectContaining({ code: 'MODULE_NOT_FOUND' })]])
  expect(statSync(file).size).toBeLessThan(MIB)

  await addKey(database, 'last', 'x')

  expect(statSync(file).size).toBeGreaterThan(6 * MIB)
})
