import { DatabaseUnavailable } from '../errors.ts'
import type { MatchArchive } from './archive/match-archive.ts'
import type { StoreClock } from './database-clock.ts'
import type { FeedKeyStore } from './feed-keys/feed-key-store.ts'
import type { Installation } from './installation.ts'
import type { MatchStore } from './match-store.ts'
import type { SourceLifeStore } from './source-life.ts'

/** Connections of this process to the database now. */
export interface PoolUse {
  readonly busy: number
  readonly idle: number
  /** Statements that wait for one. */
  readonly waiting: number
  readonly max: number
}

/** The truth, on one of two databases that do the same: `postgres/`, which replicas share, and `sqlite/`, for one process. */
export interface Database {
  readonly kind: 'postgres' | 'sqlite'
  readonly matches: MatchStore
  /** For commands: whole matches. */
  readonly archive: MatchArchive
  readonly feedKeys: FeedKeyStore
  /** One clock for all that is stored: the database's. */
  readonly clock: StoreClock
  readonly sources: SourceLifeStore
  readonly installation: Installation
  /** Absent where there is no pool. */
  readonly pool?: PoolUse
  /**
   * Resolves if it would take a write now, or answers reads where those are all that is asked for.
   *
   * @throws {DatabaseUnavailable} with the reason why not
   */
  check(what?: 'writes' | 'reads'): Promise<void>
  /** Waits for running calls, then closes. May be called twice; later calls of other methods fail with DatabaseUnavailable. */
  close(): Promise<void>
}

/** The database cannot be used as it is, or not by this process. The message names it and says what to do. */
export class DatabaseRefused extends Error {
  override readonly name: string = 'DatabaseRefused'
}

/** Another session was in the way of this one statement, with a lock or a write of its own. Nothing of it was written; others may be carried out. */
export class Contended extends DatabaseUnavailable {}

/** A write that contradicts what is there, such as a second update of one seq. Nothing of it was written. */
export class ConstraintViolated extends Error {
  override readonly name = 'ConstraintViolated'
}
