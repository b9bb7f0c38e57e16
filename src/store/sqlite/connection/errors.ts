import { DatabaseUnavailable } from '../../../errors.ts'
import { ConstraintViolated } from '../../database.ts'

/** Primary result codes, https://sqlite.org/rescode.html; the extended ones carry them in their lowest byte. */
const SQLITE = {
  busy: 5,
  locked: 6,
  readOnly: 8,
  io: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  notADatabase: 26,
}

const REASONS: Readonly<Record<number, string>> = {
  [SQLITE.busy]: 'another process is writing to it',
  [SQLITE.locked]: 'another process is writing to it',
  [SQLITE.readOnly]: 'it is read-only',
  [SQLITE.io]: 'the disk reports an input/output error',
  [SQLITE.corrupt]: 'its file is damaged; restore a backup',
  [SQLITE.full]: 'the disk is full',
  [SQLITE.cannotOpen]: 'its file cannot be opened',
  [SQLITE.notADatabase]: 'its file is not a database',
}

/** What an error of SQLite means to a user of the store; a bug comes back as it is. */
export function explainSqlite(error: unknown): unknown {
  const code = primaryCodeOf(error)
  if (code === undefined) return error
  if (code === SQLITE.constraint) return new ConstraintViolated((error as Error).message, { cause: error })
  const reason = REASONS[code]
  return reason === undefined ? error : new DatabaseUnavailable(reason, { cause: error })
}

/** Why SQLite could not do what it was asked, in a few words for a person. */
export function reasonOf(error: unknown): string {
  const code = primaryCodeOf(error)
  return (code !== undefined && REASONS[code]) || (error as Error).message
}

function primaryCodeOf(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: number }
  return errcode === undefined ? undefined : errcode & 0xff
}

export function isBusy(error: unknown): boolean {
  return primaryCodeOf(error) === SQLITE.busy
}

/** The file is not as SQLite left it. */
export function isDamage(error: unknown): boolean {
  const code = primaryCodeOf(error)
  return code === SQLITE.corrupt || code === SQLITE.notADatabase
}

export function isFull(error: unknown): boolean {
  return primaryCodeOf(error) === SQLITE.full || (error as NodeJS.ErrnoException).code === 'ENOSPC'
}
