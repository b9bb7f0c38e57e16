import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
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

it.each(['one import', 'two imports'])(
  'takes the last line, wherever a killed process left one, in %s',
  async (imports) => {
    const { left, real } = await doubledLine()
    for (const lines of [
      [left, real],
      [real, left],
    ]) {
      const { database, into } = openImport()
      const [first, last] = [into, imports === 'one import' ? into : new MatchImport(database)]
      await first.take(lines[0] as ArchiveLine)
      await last.take(lines[1] as ArchiveLine)
      expect(await database.matches.read('a')).toMatchObject({ seq: 1 })
      const isMended = lines[0] === left
      expect([first.written, last.replaced, last.present]).toEqual([1, isMended ? 1 : 0, isMended ? 0 : 1])
    }
  },
)

it('takes the match that a feed told anew after it was archived, whichever line comes first', async () => {
  const { real } = await doubledLine()
  const [row = {}] = real.tables.match
  const anew = { ...real, tables: { ...real.tables, match: [{ ...row, seq: 0, version: 77, created_at: 9_000 }] } }
  for (const lines of [
    [real, anew],
    [anew, real],
  ]) {
    const { database, into } = openImport()
    for (const line of lines) await into.take(line)
    expect(await database.matches.read('a')).toMatchObject({ seq: 0, version: 77 })
  }
})

it('leaves alone a match that somebody has written since, and one that was there', async () => {
  const { left, real } = await doubledLine()
  const { database, into } = openImport()
  await into.take(left)
  const imported = await database.matches.read('a')
  if (imported === undefined) throw new Error('it was imported')
  const { epoch } = imported
  await new MatchImport(database).take(left)
  expect(await database.matches.read('a')).toMatchObject({ epoch })
  // SQLite stamps what is written with this: by the clock of the import it may be the same millisecond.
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 1)
  onTestFinished(() => void vi.restoreAllMocks())
  await database.matches.append(nextWrite(imported))
  const later = { ...real, tables: { ...real.tables, match: [{ ...real.tables.match[0], seq: 2, version: 99 }] } }
  await into.take(later)
  expect(await database.matches.read('a')).toMatchObject({ epoch, seq: 1 })
  expect([into.written, into.replaced, into.present]).toEqual([1, 0, 1])
})

it('leaves alone a match whose epoch begins later by another clock, for nobody knows whether it was written since', async () => {
  const { left, real } = await doubledLine()
  const { database, into } = openImport()
  await into.take(left)
  const imported = await database.matches.read('a')
  if (imported === undefined) throw new Error('it was imported')
  const now = database.clock.now()
  await database.matches.remove(imported, newEpoch(now + 5_000), now)
  await into.take(left)
  await into.take(real)
  expect(await database.matches.read('a')).toMatchObject({ seq: 0 })
  expect([into.written, into.replaced, into.present]).toEqual([2, 0, 1])
})

it('leaves alone a match that a feed has made, and told nothing of', async () => {
  const { real } = await doubledLine()
  const { database, into } = openImport()
  const fixture = fixtureOf('a')
  await database.matches.create(fixture, foldedOf(fixture), newEpoch(5_000), 5_000, 'maker')
  await into.take(real)
  expect(await database.matches.read('a')).toMatchObject({ seq: 0 })
  expect([into.written, into.replaced, into.present]).toEqual([0, 0, 1])
})
