import { createHash } from 'node:crypto'
import pg from 'pg'
import type { PoolUse } from '../../database.ts'
import { DatabaseClock } from '../../database-clock.ts'
import { cancelIfLate } from './cancel-late.ts'
import { explainPostgres, failedAt, isLate, isReadOnly } from './explain-postgres.ts'
import { createRoute, type Way } from './route.ts'

// seq and times stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const DEFAULT_POOL = 16
/** Kept by us, not by the server: a pooler refuses a session that wants a `statement_timeout` of its own. */
const STATEMENT_TIMEOUT_MS = 10_000

/** A pooler gives each transaction another session, which has a statement of this name already, or not yet. */
const FOREIGN_STATEMENT = new Set(['42P05', '26000'])
const DISK_FULL = '53100'
/** How long `diskFull` tells of a write that was refused. Then another may find out whether there is space again. */
const DISK_FULL_MS = 5_000

export interface PostgresOptions {
  readonly url: string
  /** Connections at most. */
  readonly pool?: number
  readonly statementTimeoutMs?: number
  /** Told of connections lost while idle; without a listener such a loss would end the process. */
  onConnectionError(error: Error): void
  /** Told when the server's clock was set back too far to wait for it. */
  onClockBack?(ms: number): void
}

/** The server's clock, in ms. */
export const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint'
/** The column by which a connection learns the server's clock. Frequent statements bring it along. */
export const CLOCK = `${NOW} as clock`

/** Runs one statement of a transaction. */
export type PostgresQuery = <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>

/**
 * A pool of connections; connects on first use. Statements fail with DatabaseUnavailable while the server is away, with Contended
 * while another session is in their way, and with ConstraintViolated.
 */
export interface PostgresConnection {
  /** Learns from every answer that has the column `CLOCK`. */
  readonly clock: DatabaseClock
  /**
   * Runs one statement with parameters (`$1` …). Each text is prepared once per connection, so texts must be constants; behind a
   * pooler that mixes sessions, none is. bigint columns come back as numbers.
   */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs one statement that is planned anew each time, by what is in the tables then. */
  queryPlanned<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]>
  /** Runs statements on one connection as one transaction, which writes nothing if `work` throws. */
  transact<T>(work: (query: PostgresQuery) => Promise<T>, options?: { readonly begin?: string }): Promise<T>
  /** Its numbers are those of the moment in which they are read. */
  readonly pool: PoolUse
  /** What the server said of its full disk when it refused a write lately; undefined if it did not. */
  readonly diskFull: string | undefined
  close(): Promise<void>
}

export function connectPostgres({
  url,
  pool: max = DEFAULT_POOL,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
  onConnectionError,
  onClockBack,
}: PostgresOptions): PostgresConnection {
  const route = createRoute(url)
  const pool = new pg.Pool({ max, query_timeout: statementTimeoutMs })
  pool.on('error', onConnectionError)
  // From the start: a connection may be made and lost in one turn, before the code that waits for it goes on.
  pool.on('connect', (client) => void client.on('error', ignoreLoss))
  const clock = new DatabaseClock(onClockBack && { onStepBack: onClockBack })
  let diskFull: { readonly reason: string; readonly until: number } | undefined
  const explained = (error: unknown): unknown => {
    if (error instanceof pg.DatabaseError && error.code === DISK_FULL) {
      diskFull = { reason: error.message, until: performance.now() + DISK_FULL_MS }
    }
    // Another host may be the primary by now.
    if (isReadOnly(error)) route.forget()
    return explainPostgres(error)
  }
  const connectBy = (way: Way): Promise<pg.PoolClient> => {
    // The pool gives its options to each new connection.
    Object.assign(pool.options, way)
    return pool.connect().catch((error: unknown) => {
      throw failedAt(error, way)
    })
  }
  const acquire = async (): Promise<pg.PoolClient> => {
    const way = await route.find()
    try {
      return await connectBy(way)
    } catch (error) {
      if (pool.ending || pool.totalCount >= max || !route.forget()) throw error
      return connectBy(await route.find())
    }
  }
  const release = (client: pg.PoolClient, failure?: Error) => client.release(failure)
  const run = async <Row extends object>(query: pg.QueryConfig): Promise<Row[]> => {
    try {
      const client = await acquire()
      const sentAt = performance.now()
      // Several statements in one text have a result each; the last one is the answer, as elsewhere.
      const result = await client.query<Row>(query).catch((error: Error) => {
        cancelIfLate(client, error)
        release(client, error)
        throw error
      })
      release(client)
      const rows = (Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows) as Row[]
      const [first] = rows as { clock?: unknown }[]
      if (typeof first?.clock === 'number') clock.learn(first.clock, sentAt, performance.now())
      return rows
    } catch (error) {
      throw explained(error)
    }
  }
  const transact = async <T>(work: (query: PostgresQuery) => Promise<T>, begin: string): Promise<T> => {
    const client = await acquire().catch((error: unknown) => {
      throw explained(error)
    })
    let failure: Error | undefined
    const query: PostgresQuery = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      client.query<Row>(text, values as unknown[]).then(
        ({ rows }) => rows,
        (error: Error) => {
          cancelIfLate(client, error)
          // This connection still waits for an answer, or its server takes no writes any more: nobody uses it again.
          if (isLate(error) || isReadOnly(error)) failure = error
          throw explained(error)
        },
      )
    try {
      await query(begin)
      const result = await work(query)
      await query('commit')
      return result
    } catch (error) {
      if (failure === undefined) {
        await query('rollback').catch((lost: Error) => {
          failure = lost
        })
      }
      throw error
    } finally {
      // A connection that could not roll back is not used again.
      release(client, failure)
    }
  }
  const names = new Map<string, string>()
  // A hash of the text: a session that has the statement from another process has it under the same name.
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `touchline_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`
    names.set(text, name)
    return name
  }
  let canName = true
  const prepared = async <Row extends object>(text: string, values: unknown[]): Promise<Row[]> => {
    if (!canName) return run<Row>({ text, values })
    try {
      return await run<Row>({ name: nameOf(text), text, values })
    } catch (error) {
      if (!(error instanceof pg.DatabaseError && FOREIGN_STATEMENT.has(error.code ?? ''))) throw error
      // The server refuses before it does anything, so the statement has not run.
      canName = false
      return run<Row>({ text, values })
    }
  }
  let closed: Promise<void> | undefined
  return {
    clock,
    pool: {
      max,
      get busy() {
        return pool.totalCount - pool.idleCount
      },
      get idle() {
        return pool.idleCount
      },
      get waiting() {
        return pool.waitingCount
      },
    },
    get diskFull() {
      return diskFull !== undefined && performance.now() < diskFull.until ? diskFull.reason : undefined
    },
    query: (text, values = []) => prepared(text, values as unknown[]),
    transact: (work, { begin = 'begin' } = {}) => transact(work, begin),
    queryPlanned: (text, values) => run({ text, values: values as unknown[] }),
    close: () => {
      closed ??= pool.end()
      return closed
    },
  }
}

/** What runs on a lost connection fails by itself; without a listener the loss would also end the process. */
function ignoreLoss(): void {}
