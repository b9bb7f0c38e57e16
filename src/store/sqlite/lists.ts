import { type Search, wordRange } from '../../match/lists/search-words.ts'
import { decodeCursor, toPage } from '../list-cursor.ts'
import type { MatchFilter, MatchPage, MatchQuery, Snapshot } from '../match-store.ts'
import type { SqliteConnection, SqlValue } from './connection/connection.ts'

/**
 * One page of matches by start time.
 *
 * @throws {InvalidRequest} if the cursor is none of ours
 */
export function listMatches(connection: SqliteConnection, query: MatchQuery): MatchPage {
  const { conditions, values } = filterOf(query)
  const { search } = query
  if (search?.words.length === 0) return { matches: [] }
  if (search) {
    conditions.push(found(search.words.length))
    values.push(...search.words.flatMap(valuesOfWord), Date.now(), search.nearest)
  }
  if (query.cursor !== undefined) {
    const { startsAt, match } = decodeCursor(query.cursor)
    conditions.push('(starts_at, id) > (?, ?)')
    values.push(startsAt, match)
  }
  const rows = connection.all<Snapshot & { startsAt: number }>(
    `select id as match, epoch, seq, state, starts_at as startsAt from match
     ${where(conditions)} order by starts_at, id limit ?`,
    ...values,
    query.limit + 1,
  )
  return toPage(rows, query.limit)
}

/** The ids of the matches that have a word for each word asked for, those nearest to now. Indexes alone find them. */
function found(words: number): string {
  const ofWord = 'select match_id, starts_at from match_word where word between ? and ?'
  const ofAll = Array.from({ length: words }, () => ofWord).join(' intersect ')
  return `id in (select match_id from (select distinct * from (${ofAll})) order by abs(starts_at - ?), match_id limit ?)`
}

function valuesOfWord(asked: Search['words'][number]): readonly SqlValue[] {
  const { first, last } = wordRange(asked)
  return [first, last]
}

/** Only what is asked for becomes a condition: SQLite chooses its index by the text. */
export function filterOf({ statuses, sport, competition, startsFrom, startsBefore }: MatchFilter) {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const add = (condition: string, ...more: readonly SqlValue[]) => {
    conditions.push(condition)
    values.push(...more)
  }
  if (statuses !== undefined) {
    // Each once, so that there are few texts, whatever is asked for.
    const different = [...new Set(statuses)]
    add(`status in (${different.map(() => '?').join(', ')})`, ...different)
  }
  if (sport !== undefined) add('sport = ?', sport)
  if (competition !== undefined) add('competition = ?', competition)
  if (startsFrom !== undefined) add('starts_at >= ?', startsFrom)
  if (startsBefore !== undefined) add('starts_at < ?', startsBefore)
  return { conditions, values }
}

export function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
}
