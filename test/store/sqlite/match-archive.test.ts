import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, expect, it } from 'vitest'
import { parseArchiveLine } from '../../../src/store/archive/archive-lines.ts'
import { openSqlite } from '../../../src/store/sqlite/connection/open.ts'
import { type ArchiveWorld, matchArchiveContract } from '../../contracts/match-archive-contract.ts'
import { openSqliteStore } from '../open-sqlite-store.ts'

let world: ArchiveWorld
beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'touchline-test-'))
  const { database: from } = openSqlite({ directory })
  const { database: to } = openSqliteStore()
  const tables = new DatabaseSync(join(directory, 'touchline.db'), { readOnly: true })
  world = {
    from,
    to,
    columnsOf: async (table) =>
      (tables.prepare('select name from pragma_table_info(?) order by name').all(table) as { name: string }[]).map(
        ({ name }) => name,
      ),
  }
  return async () => {
    tables.close()
    await Promise.all([from.close(), to.close()])
    await rm(directory, { recursive: true })
  }
})

matchArchiveContract('MatchArchive on SQLite', () => world)

it.each([
  '{"touchline":1,"match":"m1","tables":{"match":[{"id":"m1"}],"match_ev',
  '{"touchline":2,"match":"m1","tables":{"match":[{"id":"m1"}]}}',
  '{"touchline":1,"match":"m1","tables":{"match":[]}}',
  '{"touchline":1,"match":"m1","tables":{"match":[{"id":"m2"}]}}',
  '{"touchline":1,"match":"m1","tables":{"match":[{"id":"m1"}],"match_event":[{"match_id":"m2"}]}}',
  'null',
])('takes no line that is cut off, of another version, or of two matches: %s', (line) => {
  expect(() => parseArchiveLine(line)).toThrow()
})
