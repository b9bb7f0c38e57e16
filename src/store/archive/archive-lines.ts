import { type ArchivedMatch, TABLE_NAMES } from './match-archive.ts'

/** The version of the lines, which does not grow with the tables: a column that a line lacks is null. */
const VERSION = 1

export interface ArchiveLine extends ArchivedMatch {
  /** The epoch that the match left when it was deleted after this was written; absent if it was only exported. */
  readonly deletedAs?: string
}

/** A whole match as one line of JSON, so that a file which ends too early has all lines but its last. */
export function encodeArchiveLine({ match, tables, deletedAs }: ArchiveLine): string {
  return `${JSON.stringify({ touchline: VERSION, match, deletedAs, tables })}\n`
}

/** @throws if the line is not one of `encodeArchiveLine` */
export function parseArchiveLine(line: string): ArchiveLine {
  const parsed: unknown = JSON.parse(line)
  const { touchline, match, tables, deletedAs } = (parsed ?? {}) as Record<string, unknown>
  if (touchline !== VERSION || typeof match !== 'string') throw new Error('this is no line of an export')
  const given = (tables ?? {}) as Record<string, unknown>
  const rows = Object.fromEntries(TABLE_NAMES.map((table) => [table, given[table] ?? []])) as ArchivedMatch['tables']
  const isWhole = Object.values(rows).every(Array.isArray) && rows.match.length === 1 && rows.match[0]?.['id'] === match
  const isOne = TABLE_NAMES.every((table) => table === 'match' || rows[table].every((row) => row['match_id'] === match))
  if (!isWhole || !isOne) throw new Error(`the rows of match ${match} are not all its own`)
  return { match, tables: rows, ...(typeof deletedAs === 'string' && { deletedAs }) }
}
