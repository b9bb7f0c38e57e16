import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type OpenedSqlite, openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'

/** Opens it for a server; closed when the test finishes. */
export function openHere(directory: string): OpenedSqlite {
  const opened = openSqlite({ directory })
  onTestFinished(() => opened.database.close())
  return opened
}

/** @returns the folder of a database with one match of one update, closed */
export async function written(name = 'm1'): Promise<string> {
  const directory = join(await temporaryDirectory(), 'data')
  const { database } = openSqlite({ directory })
  const fixture = fixtureOf(name)
  await database.matches.create(fixture, foldedOf(fixture), 'epoch-1', 5_000)
  const match = await database.matches.read(name)
  if (match === undefined) throw new Error('not written')
  await database.matches.append(nextWrite(match))
  await database.close()
  return directory
}
