import pg from 'pg'
import { explainConnectionFailure } from '../../../connection-failure.ts'
import { DatabaseUnavailable } from '../../../errors.ts'
import { ConstraintViolated, Contended } from '../../database.ts'

/** SQLSTATE classes that mean "not now": connection lost, password or database unknown, out of resources, operator intervention, a disk that fails. */
const UNAVAILABLE_CLASSES = new Set(['08', '28', '3D', '53', '57', '58'])
/** A primary that was demoted; new connections will find the other one. */
const READ_ONLY = '25006'
const UNAVAILABLE = new Set([
  READ_ONLY,
  // A session that was ended, as it was idle in a transaction, or the transaction took too long.
  ...['25P03', '25P04'],
  // Rights, a schema or tables that are not there: somebody takes them away, or puts back a backup.
  ...['42501', '3F000', '42P01'],
])
const FATAL = 'FATAL'
/** Deadlocks, and what `serializable` refuses. */
const ROLLBACK_CLASS = '40'
const LOCK_NOT_AVAILABLE = '55P03'
const INTEGRITY_CLASS = '23'

const LATE = 'Query read timeout'

/** Whether the driver gave up waiting for an answer. */
export function isLate(error: unknown): boolean {
  return (error as Error | undefined)?.message === LATE
}

export function isReadOnly(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === READ_ONLY
}

/** What the driver says where it could say what is wrong. */
const SAID: Readonly<Record<string, string>> = {
  [LATE]:
    'a statement was not answered in time: the server has too much to do, another session holds what it needs (`touchline doctor` looks for one), or a pooler has no session free',
  'timeout exceeded when trying to connect':
    'no connection was free in time: all of DATABASE_POOL wait for answers of the server',
  // PgBouncer's.
  query_wait_timeout:
    'the pooler had no connection for us in time: raise its default_pool_size, or lower DATABASE_POOL',
  'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string': 'it wants a password, and got none',
}
/** Neither says which server it was. */
const SILENT = new Set(['timeout expired', 'Connection terminated due to connection timeout'])

/**
 * Turns what means "not now" into DatabaseUnavailable, and a violated constraint into ConstraintViolated. An error that the
 * server did not send comes from the driver: it could not reach the server or lost it.
 */
export function explainPostgres(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return new DatabaseUnavailable(explainDriver(error), { cause: error })
  const { code = '', message, severity } = error
  const said = SAID[message]
  if (said !== undefined) return new DatabaseUnavailable(said, { cause: error })
  // Whatever it is that ended the session, or let none begin, such as an option that the server does not know.
  const isUnavailable = severity === FATAL || UNAVAILABLE.has(code) || UNAVAILABLE_CLASSES.has(code.slice(0, 2))
  if (isUnavailable) return new DatabaseUnavailable(explainConnectionFailure(error), { cause: error })
  if (code === LOCK_NOT_AVAILABLE || code.startsWith(ROLLBACK_CLASS)) {
    return new Contended(explainConnectionFailure(error), { cause: error })
  }
  if (code.startsWith(INTEGRITY_CLASS)) return new ConstraintViolated(message, { cause: error })
  return error
}

function explainDriver(error: unknown): string {
  const { errors, message = '', place } = (error ?? {}) as PlacedError
  if (errors?.length) return [...new Set(errors.map(explainDriver))].join(', and ')
  if (SILENT.has(message)) return `${place ?? 'it'} did not answer in time`
  return SAID[message] ?? explainConnectionFailure(error)
}

interface PlacedError {
  readonly message?: string
  readonly errors?: readonly unknown[]
  place?: string
}

/** Notes at which server an attempt to connect failed. @returns the same error */
export function failedAt(error: unknown, { host = '', port }: Pick<pg.ClientConfig, 'host' | 'port'>): unknown {
  if (error instanceof Error) (error as PlacedError).place = `${host}:${port}`
  return error
}

/** @returns the server that `failedAt` has noted */
export function placeOf(error: unknown): string | undefined {
  return (error as PlacedError).place
}
