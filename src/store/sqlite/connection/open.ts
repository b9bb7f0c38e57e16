import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseUnavailable } from '../../../errors.ts'
import type { Fixture } from '../../../match/state.ts'
import { type Database, DatabaseRefused } from '../../database.ts'
import { createLocalClock, type StoreClock } from '../../database-clock.ts'
import { wordsColumn } from '../../words-column.ts'
import { createSqliteFeedKeyStore } from '../feed-key-store.ts'
import { Checkpoints } from '../files/checkpoints.ts'
import { prepareFolder } from '../files/data-folder.ts'
import { isLocked, lockDatabase } from '../files/directory-lock.ts'
import { beginAnewIfRestored } from '../files/restored.ts'
import { createSqliteInstallation } from '../installation.ts'
import { JoinedWrites } from '../joined-writes.ts'
import { createSqliteMatchArchive } from '../match-archive.ts'
import { createSqliteMatchStore } from '../match-store.ts'
import { createSqliteSourceLife } from '../source-life.ts'
import { SqliteConnection } from './connection.ts'
import { isMigrated, migrateSqlite } from './migrate.ts'
import { RESTORE, refusing } from './refusal.ts'

/** How long each waits for the write lock. Commands hold it for a moment; a server that waits blocks its event loop. */
const SERVER_PATIENCE_MS = 250
const COMMAND_PATIENCE_MS = 5_000

/** A file up to here is checked for damage at start, which takes some 2 ms a megabyte. */
const MAX_CHECKED_BYTES = 128 * 2 ** 20

/** A write-ahead log that has grown longer is cut to this when SQLite begins it anew. */
const MAX_IDLE_LOG_BYTES = 16 * 2 ** 20

/** How long a commit proves that the database takes writes. */
const PROOF_MS = 5_000

export interface SqliteOptions {
  /** DATA_DIR; made if it is not there. Undefined: in memory, for tests. */
  readonly directory: string | undefined
  /** Told of each transaction that failed for a reason outside of the process, such as a full disk. */
  onFailure?(error: Error): void
  /** Told when this machine's clock was set back too far to wait for it. */
  onClockBack?(ms: number): void
  /** Told that the file is a copy of `touchline backup`, and of how many matches, each of which has a new epoch now. */
  onRestored?(matches: number): void
}

export interface OpenedSqlite {
  readonly database: Database
  /** The migrations that had to run. */
  readonly migrations: readonly string[]
}

/**
 * Opens the database for a server: nobody else may serve it meanwhile.
 *
 * @throws {DatabaseRefused} naming the folder and what to do
 */
export function openSqlite({ directory, onFailure = () => {}, ...told }: SqliteOptions): OpenedSqlite {
  if (directory === undefined) return assemble(':memory:', () => {}, onFailure, told)
  const file = prepareFolder(directory)
  const unlock = refusing(file, () => lockDatabase(file))
  try {
    return assemble(file, unlock, onFailure, told)
  } catch (error) {
    unlock()
    throw error
  }
}

/**
 * Opens the database for a command, also while a server has it.
 *
 * @throws {DatabaseRefused} naming the folder and what to do
 * @throws {DatabaseUnavailable} if another process keeps the write lock
 */
export function openSqliteForCommand(directory: string): OpenedSqlite {
  const file = prepareFolder(directory)
  const connection = connect(file, COMMAND_PATIENCE_MS)
  try {
    // Migrating is up to the server while there is one.
    if (refusing(file, () => isLocked(file)) && !isMigrated(connection)) {
      throw new DatabaseRefused(
        `a server of another version has ${file}; run the command of that version, or stop the server`,
      )
    }
    const migrations = migrateSqlite(connection, file)
    const writes = new JoinedWrites({ connection, onCommit() {}, onFailure() {} })
    return {
      database: toDatabase({
        clock: createLocalClock(),
        connection,
        writes,
        lastCommitAt: () => Number.NEGATIVE_INFINITY,
        close: async () => {},
      }),
      migrations,
    }
  } catch (error) {
    connection.close()
    throw error
  }
}

function assemble(
  file: string,
  unlock: () => void,
  onFailure: (error: Error) => void,
  { onClockBack, onRestored }: Pick<SqliteOptions, 'onClockBack' | 'onRestored'>,
): OpenedSqlite {
  const connection = connect(file, SERVER_PATIENCE_MS)
  try {
    if (file !== ':memory:') checkForDamage(connection, file)
    const migrations = refusing(file, () => migrateSqlite(connection, file))
    const renewed = refusing(file, () => beginAnewIfRestored(connection, Date.now()))
    if (renewed > 0) onRestored?.(renewed)
    let lastCommitAt = Number.NEGATIVE_INFINITY
    const writes = new JoinedWrites({
      connection,
      onCommit() {
        lastCommitAt = performance.now()
        checkpoints?.committed()
      },
      onFailure(error) {
        lastCommitAt = Number.NEGATIVE_INFINITY
        onFailure(error)
      },
    })
    const checkpoints =
      file === ':memory:'
        ? undefined
        : new Checkpoints({
            file,
            hold: (until) => writes.holdUntil(until),
            onFailure(error) {
              onFailure(error)
              connection.script('pragma wal_autocheckpoint = 1000')
            },
          })
    if (checkpoints)
      connection.script(`pragma wal_autocheckpoint = 0; pragma journal_size_limit = ${MAX_IDLE_LOG_BYTES}`)
    const close = async () => {
      await checkpoints?.close()
      unlock()
    }
    const clock = createLocalClock(onClockBack && { onStepBack: onClockBack })
    return { database: toDatabase({ clock, connection, writes, lastCommitAt: () => lastCommitAt, close }), migrations }
  } catch (error) {
    connection.close()
    throw error
  }
}

interface Parts {
  readonly clock: StoreClock
  readonly connection: SqliteConnection
  readonly writes: JoinedWrites
  lastCommitAt(): number
  close(): Promise<void>
}

function toDatabase({ clock, connection, writes, lastCommitAt, close }: Parts): Database {
  let closed: Promise<void> | undefined
  return {
    kind: 'sqlite',
    matches: createSqliteMatchStore({ connection, writes }),
    archive: createSqliteMatchArchive(connection, writes),
    feedKeys: createSqliteFeedKeyStore(connection, writes),
    clock,
    sources: createSqliteSourceLife(connection, writes, clock),
    installation: createSqliteInstallation(connection, writes),

    async check() {
      if (performance.now() - lastCommitAt() < PROOF_MS) return
      // Writes the first page again. Only a write can tell that there is room for one.
      await writes.run(() => {
        const version = connection.get<{ user_version: number }>('pragma user_version')?.user_version ?? 0
        connection.script(`pragma user_version = ${version}`)
      })
    },

    close() {
      closed ??= (async () => {
        writes.flush()
        const whenClosed = close()
        connection.close()
        await whenClosed
      })()
      return closed
    },
  }
}

function connect(file: string, timeout: number): SqliteConnection {
  return refusing(file, () => {
    const database = new DatabaseSync(file, { timeout })
    try {
      const mode = database.prepare('pragma journal_mode = wal').get() as { journal_mode: string }
      if (file !== ':memory:' && mode.journal_mode !== 'wal') {
        throw new DatabaseRefused(
          `the file system of ${dirname(file)} lacks what SQLite's write-ahead log needs (a network share?); set DATA_DIR to a folder on a local disk`,
        )
      }
      // The migration 0005-search calls it.
      database.function('search_words', (fixture) => wordsColumn(JSON.parse(String(fixture)) as Fixture))
      // Each commit is on the disk before it is answered: it survives a power loss too.
      database.exec('pragma synchronous = full; pragma cache_size = -8000')
      const opened = file === ':memory:' ? undefined : statSync(file).ino
      return new SqliteConnection(database, {
        beforeTransaction() {
          if (opened !== undefined && inodeOf(file) !== opened) {
            throw new DatabaseUnavailable(`${file} was moved, replaced or deleted; put it back, or restart the server`)
          }
        },
      })
    } catch (error) {
      database.close()
      throw error
    }
  })
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino
}

function checkForDamage(connection: SqliteConnection, file: string): void {
  if (statSync(file).size > MAX_CHECKED_BYTES) return
  const fault = refusing(file, () => connection.get<{ quick_check: string }>('pragma quick_check(1)'))?.quick_check
  if (fault !== 'ok') throw new DatabaseRefused(`${file} is damaged (${fault?.replaceAll(/\s+/g, ' ')}); ${RESTORE}`)
}
