import {
  ARCHIVED_TABLES,
  type ArchivedRow,
  type ArchivedTable,
  type ArchivedValue,
  BOOLEAN_COLUMNS,
  LISTED_COLUMNS,
  type ListedMatch,
  type MatchArchive,
  rowsToWrite,
  TABLE_NAMES,
} from '../archive/match-archive.ts'
import type { SqliteConnection, SqlValue } from './connection/connection.ts'
import type { JoinedWrites } from './joined-writes.ts'

export function createSqliteMatchArchive(connection: SqliteConnection, writes: JoinedWrites): MatchArchive {
  const rowsOf = (table: ArchivedTable, match: string) =>
    connection.all<ArchivedRow>(READ[table], match).map((row) => mapBooleans(row, Boolean))

  return {
    list: async ({ after, limit, statuses, startsBefore }) =>
      connection.all<ListedMatch>(
        `select ${LISTED_COLUMNS} from match
         where id > ?1 and (?2 is null or status in (select value from json_each(?2))) and (?3 is null or starts_at < ?3)
         order by id limit ?4`,
        after,
        statuses === undefined ? null : JSON.stringify(statuses),
        startsBefore ?? null,
        limit,
      ),

    async read(match) {
      // Deferred: it waits for nobody, and all statements see the moment of the first.
      connection.run('begin')
      try {
        const tables = Object.fromEntries(TABLE_NAMES.map((table) => [table, rowsOf(table, match)]))
        return tables['match']?.length === 0
          ? undefined
          : { match, tables: tables as Record<ArchivedTable, ArchivedRow[]> }
      } finally {
        connection.run('commit')
      }
    },

    write: (archived, epoch, at) =>
      writes.run(() => {
        const isTaken = connection.get(
          `select 1 from match where id = ?1 union all select 1 from deleted_match where id = ?1 and epoch >= ?2`,
          archived.match,
          epoch,
        )
        if (isTaken !== undefined) return false
        for (const table of TABLE_NAMES) {
          for (const row of rowsToWrite(archived, table, { epoch, at })) {
            connection.run(INSERT[table], ...(Object.values(mapBooleans(row, Number)) as SqlValue[]))
          }
        }
        return true
      }),
  }
}

const columnsOf = (table: ArchivedTable) => ARCHIVED_TABLES[table].join(', ')
const READ = textsOf((table) => `select ${columnsOf(table)} from ${table} where ${keyOf(table)} = ?1`)
const INSERT = textsOf((table) => {
  const places = ARCHIVED_TABLES[table].map((_, index) => `?${index + 1}`)
  return `insert into ${table} (${columnsOf(table)}) values (${places.join(', ')})`
})

function textsOf(toText: (table: ArchivedTable) => string) {
  return Object.fromEntries(TABLE_NAMES.map((table) => [table, toText(table)])) as Record<ArchivedTable, string>
}

function keyOf(table: ArchivedTable): string {
  return table === 'match' ? 'id' : 'match_id'
}

function mapBooleans(row: ArchivedRow, map: (value: ArchivedValue) => ArchivedValue): ArchivedRow {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, BOOLEAN_COLUMNS.has(column) ? map(value) : value]),
  )
}
