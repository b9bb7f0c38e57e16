import {
  ARCHIVED_TABLES,
  type ArchivedRow,
  type ArchivedTable,
  LISTED_COLUMNS,
  type ListedMatch,
  type MatchArchive,
  rowsToWrite,
  TABLE_NAMES,
} from '../archive/match-archive.ts'
import type { PostgresConnection } from './connection/connection.ts'

/** All statements see the moment of the first. */
const BEGIN_READING = 'begin isolation level repeatable read read only'

export function createPostgresMatchArchive(connection: PostgresConnection): MatchArchive {
  return {
    list: ({ after, limit, statuses, startsBefore }) =>
      connection.query<ListedMatch>(
        `select ${LISTED_COLUMNS} from match
         where id > $1 and ($2::text[] is null or status = any($2)) and ($3::bigint is null or starts_at < $3)
         order by id limit $4`,
        [after, statuses ?? null, startsBefore ?? null, limit],
      ),

    read: (match) =>
      connection.transact(
        async (query) => {
          const tables = {} as Record<ArchivedTable, ArchivedRow[]>
          for (const table of TABLE_NAMES) {
            const key = table === 'match' ? 'id' : 'match_id'
            tables[table] = await query(`select ${columnsOf(table)} from ${table} where ${key} = $1`, [match])
          }
          return tables.match.length === 0 ? undefined : { match, tables }
        },
        { begin: BEGIN_READING },
      ),

    write: (archived, epoch, at) =>
      connection.transact(async (query) => {
        for (const table of TABLE_NAMES) {
          const rows = rowsToWrite(archived, table, { epoch, at })
          const given = [JSON.stringify(rows)]
          const fields = columnsOf(table)
          const read = `select ${fields} from json_populate_recordset(null::${table}, $1::json) as item`
          if (table === 'match') {
            const written = await query(
              `insert into match (${fields}) ${read}
               where not exists (select from deleted_match where id = item.id and epoch >= item.epoch)
               on conflict do nothing returning id`,
              given,
            )
            if (written.length === 0) return false
          } else if (rows.length > 0) await query(`insert into ${table} (${fields}) ${read}`, given)
        }
        return true
      }),
  }
}

function columnsOf(table: ArchivedTable): string {
  return ARCHIVED_TABLES[table].join(', ')
}
