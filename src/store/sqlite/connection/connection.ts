import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { DatabaseUnavailable } from '../../../errors.ts'
import { explainSqlite } from './errors.ts'

export type SqlValue = string | number | null

/**
 * One connection to a SQLite file. Every call holds the event loop until it is done: a read some ten microseconds, a commit
 * for one fsync. Each text is prepared once, so texts must be constants or few.
 */
export class SqliteConnection {
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  readonly #beforeTransaction: () => void

  /**
   * @param database opened; this closes it
   * @param hooks `beforeTransaction` may throw, and then nothing is written
   */
  constructor(database: DatabaseSync, { beforeTransaction = () => {} }: { beforeTransaction?(): void } = {}) {
    this.#database = database
    this.#beforeTransaction = beforeTransaction
  }

  /** @throws {DatabaseUnavailable} */
  all<Row extends object>(text: string, ...values: readonly SqlValue[]): Row[] {
    return this.#try(() => this.#prepare(text).all(...values) as Row[])
  }

  /** @throws {DatabaseUnavailable} */
  get<Row extends object>(text: string, ...values: readonly SqlValue[]): Row | undefined {
    return this.#try(() => this.#prepare(text).get(...values) as Row | undefined)
  }

  /** @returns how many rows it changed @throws {DatabaseUnavailable} {ConstraintViolated} */
  run(text: string, ...values: readonly SqlValue[]): number {
    return this.#try(() => Number(this.#prepare(text).run(...values).changes))
  }

  /** Runs many statements without values. @throws {DatabaseUnavailable} */
  script(sql: string): void {
    this.#try(() => this.#database.exec(sql))
  }

  /**
   * Runs `work` in one transaction, durable when this returns.
   *
   * @throws {DatabaseUnavailable} and nothing is written, or what `work` throws
   */
  transact<T>(work: () => T): T {
    this.#beforeTransaction()
    // Immediate: a transaction that reads first and writes later fails at once when another process writes in between.
    this.run('begin immediate')
    try {
      const result = work()
      this.run('commit')
      return result
    } catch (error) {
      // On a full disk SQLite has rolled back by itself.
      if (this.#database.isTransaction) this.run('rollback')
      throw error
    }
  }

  close(): void {
    if (!this.#database.isOpen) return
    this.#statements.clear()
    this.#database.close()
  }

  #prepare(text: string): StatementSync {
    let statement = this.#statements.get(text)
    if (statement === undefined) {
      statement = this.#database.prepare(text)
      this.#statements.set(text, statement)
    }
    return statement
  }

  #try<T>(work: () => T): T {
    if (!this.#database.isOpen) throw new DatabaseUnavailable('it is closed')
    try {
      return work()
    } catch (error) {
      throw explainSqlite(error)
    }
  }
}
