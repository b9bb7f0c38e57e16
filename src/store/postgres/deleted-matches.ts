import type { DeletedMatch, MatchStore } from '../match-store.ts'
import type { PostgresConnection } from './connection/connection.ts'

type Deletes = Pick<MatchStore, 'remove' | 'readDeleted' | 'readDeletedAfter' | 'forgetDeleted'>

/**
 * Separate statements, in this order. A writer of the match or of a shadow holds that row until it commits. The delete of the row waits for
 * that, so the statements after it see all that the writer wrote; a writer that comes later finds no row.
 */
const REMOVE_REST = ['match_shadow', 'match_shadow_update', 'match_event', 'match_update'].map(
  (table) => `delete from ${table} where match_id = $1`,
)

/** The end of matches, and what is left of them. */
export function createDeletes(connection: PostgresConnection): Deletes {
  return {
    remove: ({ match, epoch: from, version }, epoch, at) =>
      connection.transact(async (query) => {
        const removed = await query('delete from match where id = $1 and epoch = $2 and version = $3 returning id', [
          match,
          from,
          version,
        ])
        if (removed.length !== 1) return false
        for (const text of REMOVE_REST) await query(text, [match])
        await query(
          `insert into deleted_match (id, epoch, at) values ($1, $2, $3)
           on conflict (id) do update set epoch = excluded.epoch, at = excluded.at`,
          [match, epoch, at],
        )
        return true
      }),

    async readDeleted(matchIds) {
      const rows = await connection.query<{ id: string; epoch: string }>(
        'select id, epoch from deleted_match where id in (select json_array_elements_text($1::json))',
        [JSON.stringify(matchIds)],
      )
      const epochs = new Map(rows.map(({ id, epoch }) => [id, epoch]))
      return matchIds.map((id) => epochs.get(id))
    },

    readDeletedAfter: ({ changedAt, match }, limit) =>
      connection.query<DeletedMatch>(
        `select id as match, epoch, at as "changedAt" from deleted_match
         where (at, id) > ($1, $2) order by at, id limit $3`,
        [changedAt, match, limit],
      ),

    async forgetDeleted(before) {
      // Every ingest does this, at any time: none waits for another.
      await connection.query(
        'delete from deleted_match where id in (select id from deleted_match where at < $1 for update skip locked)',
        [before],
      )
    },
  }
}
