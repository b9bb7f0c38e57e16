import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { type ArchiveLine, parseArchiveLine } from '../../../src/store/archive/archive-lines.ts'
import { archiveMatches } from '../../../src/store/archive/archive-matches.ts'
import { MatchImport } from '../../../src/store/archive/import-matches.ts'
import { newEpoch } from '../../../src/store/epochs.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { fixtureOf, foldedOf, nextWrite } from '../matches.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

/** A line of a process that was killed before the delete, and that of another one, which deleted the match after an update. */
async function doubledLine(): Promise<{ left: ArchiveLine; real: ArchiveLine }> {
  const { database } = openSqliteStore()
  onTestFinished(() => database.close())
  const fixture = fixtureOf('a')
  await database.matches.create(fixture, foldedOf(fixture, { status: 'final' }), newEpoch(5_000), 5_000, 'maker')
  const directory = await temporaryDirectory()
  const archive = async (name: string, matches = database.matches): Promise<ArchiveLine> => {
    const file = join(directory, name)
    await archiveMatches({ database: { ...database, matches }, filter: {}, file }).catch(() => 0)
    return parseArchiveLine((await readFile(file, 'utf8')).trimEnd())
  }
  const left = await archive('killed', { ...database.matches, remove: () => Promise.reject(new Error('killed')) })
  const match = await database.matches.read('a')
  if (match === undefined) throw new Error('it was not deleted')
  await database.matches.append(nextWrite(match))
  return { left, real: await archive('real') }
}

function openImport() {
  const { database } = openSqliteStore()
  onTestFinished(() => database.close())
  return { database, into: new MatchImport(database) }
}

it.each(['first', 'last'])(
  'takes the line that was deleted last, when the one of a killed process comes %s',
  async (place) => {
    const { left, real } = await doubledLine()
    const { database, into } = openImport()
    for (const line of place === 'first' ? [left, real] : [real, left]) await into.take(line)
    expect(await database.matches.read('a')).toMatchObject({ seq: 1 })
    expect([into.written, into.present]).toEqual([1, place === 'first' ? 0 : 1])
  },
)

it('leaves alone a match that somebody has written since, and one that was there', async () => {
  const { left, real } = await doubledLine()
  const { database, into } = openImport()
  await into.take(left)
  const imported = await database.matches.read('a')
  if (imported === undefined) throw new Error('it was imported')
  await database.matches.append(nextWrite(imported))
  const { epoch } = imported
  await into.take(real)
  await new MatchImport(database).take(real)
  expect(await database.matches.read('a')).toMatchObject({ epoch, seq: 1 })
  expect([into.written, into.present]).toEqual([1, 1])
})
