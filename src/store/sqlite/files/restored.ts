import { newEpoch } from '../../epochs.ts'
import type { SqliteConnection } from '../connection/connection.ts'

/** `pragma application_id` of a copy that `touchline backup` made; a database that is served has none. */
const COPY_ID = 0x546c426b

/** Marks a copy, so that a server that is started on it later knows that the database has gone on since. */
export function markAsCopy(connection: { exec(sql: string): void }): void {
  connection.exec(`pragma application_id = ${COPY_ID}`)
}

/**
 * `[W17]` A copy that is served has been restored. Viewers may have seen what came after the copy was made, and a bus in memory does not
 * know it any more: so each match begins a new epoch, and viewers are given what the copy has.
 *
 * @returns how many matches; 0 if the database is no copy
 */
export function beginAnewIfRestored(connection: SqliteConnection, now: number): number {
  const { application_id: id } = connection.get<{ application_id: number }>('pragma application_id') ?? {}
  if (id !== COPY_ID) return 0
  return connection.transact(() => {
    const { latest } = connection.get<{ latest: string | null }>('select max(epoch) as latest from match') ?? {}
    const epoch = newEpoch(now, latest ?? '')
    const matches = connection.run('update match set epoch = ?1, changed_at = ?2', epoch, now)
    connection.script('pragma application_id = 0')
    return matches
  })
}
