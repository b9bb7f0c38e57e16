import { expect, it } from 'vitest'
import { DatabaseUnavailable } from '../../../../src/errors.ts'
import { ConstraintViolated, DatabaseRefused } from '../../../../src/store/database.ts'
import { explainSqlite } from '../../../../src/store/sqlite/connection/errors.ts'
import { refusing } from '../../../../src/store/sqlite/connection/refusal.ts'

const sqliteError = (errcode: number) => Object.assign(new Error('as SQLite says it'), { errcode })
const fileError = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' })

it.each([
  // SQLITE_IOERR_FSYNC, SQLITE_BUSY_SNAPSHOT, SQLITE_READONLY_DBMOVED: the lowest byte tells which kind it is.
  [1_034, 'the disk reports an input/output error'],
  [517, 'another process is writing to it'],
  [1_032, 'it is read-only'],
])('explains the extended error %i of SQLite by its kind', (errcode, reason) => {
  const explained = explainSqlite(sqliteError(errcode))
  expect(explained).toBeInstanceOf(DatabaseUnavailable)
  expect(explained).toMatchObject({ reason })
})

it('tells a violated constraint, of any kind, from a bug', () => {
  expect(explainSqlite(sqliteError(1_555))).toBeInstanceOf(ConstraintViolated)
  const [bug, misuse] = [new TypeError('a bug'), sqliteError(21)]
  expect([explainSqlite(bug), explainSqlite(misuse)]).toEqual([bug, misuse])
})

it.each([
  [sqliteError(11), 'restore a backup'],
  [sqliteError(26), 'restore a backup'],
  [sqliteError(13), 'make room on that disk'],
  [sqliteError(5), 'try again when that process has ended'],
  [fileError('ENOSPC'), 'make room on that disk'],
  [fileError('EACCES'), 'let the user of this process write there'],
  [new DatabaseUnavailable('full', { cause: sqliteError(13) }), 'make room on that disk'],
])('advises what helps against %s', (error, advice) => {
  const open = () =>
    refusing('/data/touchline.db', () => {
      throw error
    })
  expect(open).toThrow(DatabaseRefused)
  expect(open).toThrow(new RegExp(`^cannot use /data/touchline\\.db: .*; .*${advice}`))
})

it('lets a bug, and what was refused already, through as it is', () => {
  for (const error of [new TypeError('a bug'), new DatabaseRefused('of a newer version')]) {
    const open = () =>
      refusing('/data', () => {
        throw error
      })
    expect(open).toThrow(error)
  }
})
