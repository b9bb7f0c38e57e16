/** The one surface over SQL that the store uses; a Postgres server and PGlite, its embedded twin, both fit it. */
export interface Database {
  /** Runs one statement with parameters (`$1` …). bigint columns come back as numbers. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Runs a script of many statements without parameters. */
  exec(sql: string): Promise<void>
  /** `postgres`: may be shared by replicas. `pglite`: this process alone. */
  readonly kind: 'postgres' | 'pglite'
  close(): Promise<void>
}

/** The database cannot be reached or refused to work; the same request may succeed later. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
}
