import { createHash } from 'node:crypto'
import pg from 'pg'
import { explainConnectionFailure } from '../../connection-failure.ts'
import { DatabaseUnavailable } from '../../errors.ts'
import { ConstraintViolated } from '../database.ts'

// seq and times stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const POOL_SIZE = 16
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000

/** SQLSTATE classes that mean "not now": connection lost, password or database unknown, out of resources, operator intervention. */
const UNAVAILABLE_CLASSES = new Set(['08', '28', '3D', '53', '57'])
/** A primary that was demoted; new connections will find the other one. */
const READ_ONLY = '25006'
const INTEGRITY_CLASS = '23'

export interface PostgresOptions {
  readonly url: string
  /** Told of connections lost while idle; without a listener such a loss would end the process. */
  onConnectionError(error: Error): void
}

/** A pool of connections; connects on first use. */
export interface PostgresConnection {
  /** Runs one statement with parameters (`$1` …). Each text is prepared once per connection, so texts must be constants. bigint columns come back as numbers. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs one statement that is planned anew each time, by what is in the tables then. */
  queryPlanned<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export function connectPostgres({ url, onConnectionError }: PostgresOptions): PostgresConnection {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  })
  pool.on('error', onConnectionError)
  const run = async <Row extends object>(query: pg.QueryConfig): Promise<Row[]> => {
    try {
      return (await pool.query<Row>(query)).rows
    } catch (error) {
      throw explainPostgres(error)
    }
  }
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `touchline_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
    names.set(text, name)
    return name
  }
  let closed: Promise<void> | undefined
  return {
    query: (text, values = []) => run({ name: nameOf(text), text, values: values as unknown[] }),
    queryPlanned: (text, values) => run({ text, values: values as unknown[] }),
    close: () => {
      closed ??= pool.end()
      return closed
    },
  }
}

/**
 * Turns what means "not now" into DatabaseUnavailable, and a violated constraint into ConstraintViolated. An error that the
 * server did not send comes from the driver: it could not reach the server or lost it.
 */
export function explainPostgres(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || isTemporary(error.code ?? '')) {
    return new DatabaseUnavailable(explainConnectionFailure(error), { cause: error })
  }
  if (error.code?.startsWith(INTEGRITY_CLASS)) return new ConstraintViolated(error.message, { cause: error })
  return error
}

function isTemporary(sqlState: string): boolean {
  return UNAVAILABLE_CLASSES.has(sqlState.slice(0, 2)) || sqlState === READ_ONLY
}
