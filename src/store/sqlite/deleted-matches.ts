import type { ChangePlace, DeletedMatch, MatchStore } from '../match-store.ts'
import type { SqliteConnection } from './connection/connection.ts'
import type { JoinedWrites } from './joined-writes.ts'

type Deletes = Pick<MatchStore, 'remove' | 'readDeleted' | 'readDeletedAfter' | 'forgetDeleted'>

/** The end of matches, and what is left of them. */
export function createDeletes(connection: SqliteConnection, writes: JoinedWrites): Deletes {
  return {
    remove: ({ match, epoch: from, version }, epoch, at) =>
      writes.run(() => {
        const removed = connection.run(
          'delete from match where id = ?1 and epoch = ?2 and version = ?3',
          match,
          from,
          version,
        )
        if (removed !== 1) return false
        connection.run('delete from match_shadow where match_id = ?1', match)
        connection.run('delete from match_shadow_update where match_id = ?1', match)
        connection.run('delete from match_event where match_id = ?1', match)
        connection.run('delete from match_update where match_id = ?1', match)
        connection.run('insert or replace into deleted_match (id, epoch, at) values (?1, ?2, ?3)', match, epoch, at)
        return true
      }),

    readDeleted: async (matchIds) =>
      matchIds.map(
        (id) => connection.get<{ epoch: string }>('select epoch from deleted_match where id = ?1', id)?.epoch,
      ),

    readDeletedAfter: async ({ changedAt, match }: ChangePlace, limit) =>
      connection.all<DeletedMatch>(
        `select id as match, epoch, at as changedAt from deleted_match where (at, id) > (?1, ?2) order by at, id limit ?3`,
        changedAt,
        match,
        limit,
      ),

    async forgetDeleted(before) {
      // Most often there is nothing, and a write would cost a sync of the disk.
      if (connection.get('select 1 from deleted_match where at < ?1', before) === undefined) return
      await writes.run(() => connection.run('delete from deleted_match where at < ?1', before))
    },
  }
}
