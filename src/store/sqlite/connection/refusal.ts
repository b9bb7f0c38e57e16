import { DatabaseUnavailable } from '../../../errors.ts'
import { DatabaseRefused } from '../../database.ts'
import { isBusy, isDamage, isFull, reasonOf } from './errors.ts'

export const RESTORE = 'move it away and restore a backup, or set DATA_DIR to another folder'

function adviceFor(error: unknown): string {
  if (isDamage(error)) return RESTORE
  if (isBusy(error)) return 'try again when that process has ended'
  if (isFull(error)) return 'make room on that disk, or set DATA_DIR to another'
  return 'let the user of this process write there, or set DATA_DIR to another folder'
}

/** Runs `open`; what it throws becomes one sentence that names the place. */
export function refusing<T>(place: string, open: () => T): T {
  try {
    return open()
  } catch (error) {
    throw refusal(place, error)
  }
}

function refusal(place: string, error: unknown): unknown {
  if (error instanceof DatabaseRefused) return error
  const cause = error instanceof DatabaseUnavailable ? error.cause : error
  if (!isExpected(cause)) return error
  return new DatabaseRefused(`cannot use ${place}: ${reasonOf(cause)}; ${adviceFor(cause)}`, {
    cause,
  })
}

/** Errors of SQLite and of the file system have codes; others are bugs. */
function isExpected(error: unknown): boolean {
  const { errcode, syscall } = error as { errcode?: number; syscall?: string }
  return errcode !== undefined || syscall !== undefined
}
