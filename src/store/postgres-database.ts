import pg from 'pg'
import { type Database, DatabaseUnavailable } from './database.ts'

// seq and times stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const POOL_SIZE = 16
const CONNECT_TIMEOUT_MS = 3_000
const STATEMENT_TIMEOUT_MS = 10_000

/** SQLSTATE classes that mean "not now": connection lost, password or database unknown, out of resources, operator intervention. */
const UNAVAILABLE_CLASSES = new Set(['08', '28', '3D', '53', '57'])
/** A primary that was demoted; new connections will find the other one. */
const READ_ONLY = '25006'

export interface PostgresOptions {
  readonly url: string
  /** Told of connections lost while idle; without a listener such a loss would end the process. */
  onConnectionError(error: Error): void
}

/** Opens a pool; connects on first use. Each text is prepared once per connection, so texts must be constants. */
export function createPostgresDatabase({ url, onConnectionError }: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  })
  pool.on('error', onConnectionError)
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    let name = names.get(text)
    if (name === undefined) {
      name = `touchline_${names.size}`
      names.set(text, name)
    }
    return name
  }
  let closed: Promise<void> | undefined
  return {
    kind: 'postgres',
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      try {
        const result = await pool.query<Row>({ name: nameOf(text), text, values: values as unknown[] })
        return result.rows
      } catch (error) {
        throw explainPostgres(error)
      }
    },
    async exec(sql) {
      try {
        await pool.query(sql)
      } catch (error) {
        throw explainPostgres(error)
      }
    },
    close: () => {
      closed ??= pool.end()
      return closed
    },
  }
}

/**
 * Turns what means "not now" into DatabaseUnavailable. An error that the server did not send comes from the driver: it
 * could not reach the server or lost it.
 */
export function explainPostgres(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && !isTemporary(error.code ?? '')) return error
  return new DatabaseUnavailable('the database is not available', { cause: error })
}

function isTemporary(sqlState: string): boolean {
  return UNAVAILABLE_CLASSES.has(sqlState.slice(0, 2)) || sqlState === READ_ONLY
}
