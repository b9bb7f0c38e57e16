import type { Database } from '../database.ts'
import { beginOf, newEpoch } from '../epochs.ts'
import type { ArchiveLine } from './archive-lines.ts'
import type { ArchivedMatch } from './match-archive.ts'

/** An epoch begins as the import writes, or just after the one before. */
const MOMENT_MS = 1_000

/**
 * Writes lines of exports and archives into a database, and leaves alone what is there. Of several lines of a match the last one counts, in
 * whatever order they come: a process that was killed before it deleted a match leaves its line, and another one has archived the match since.
 */
export class MatchImport {
  readonly #database: Pick<Database, 'archive' | 'matches' | 'clock'>
  #written = 0
  #replaced = 0
  #present = 0

  constructor(database: Pick<Database, 'archive' | 'matches' | 'clock'>) {
    this.#database = database
  }

  get written(): number {
    return this.#written
  }

  /** Lines in whose place an earlier one of their match had been imported, now or before. */
  get replaced(): number {
    return this.#replaced
  }

  /** Lines whose match was there already. */
  get present(): number {
    return this.#present
  }

  async take(line: ArchiveLine): Promise<void> {
    if (await this.#write(line)) this.#written += 1
    else if (await this.#replaceEarlier(line)) this.#replaced += 1
    else this.#present += 1
  }

  async #write(line: ArchiveLine): Promise<boolean> {
    const { archive, matches, clock } = this.#database
    const [deleted] = await matches.readDeleted([line.match])
    const before = [line.tables.match[0]?.['epoch'], deleted].filter((epoch) => typeof epoch === 'string')
    const at = clock.now()
    return archive.write(line, newEpoch(at, ...before), at)
  }

  /** @returns false if what is there is no earlier line of the match, or was written since */
  async #replaceEarlier(line: ArchiveLine): Promise<boolean> {
    const { archive, matches, clock } = this.#database
    const found = await matches.read(line.match)
    // Nearly always it is the same match: the file is read again.
    if (found === undefined || found.version === line.tables.match[0]?.['version']) return false
    const there = await archive.read(line.match)
    if (there === undefined || !isAsImported(there) || !isEarlier(there, line)) return false
    const wasRemoved = await matches.remove(found, newEpoch(clock.now(), found.epoch), clock.now())
    return wasRemoved && this.#write(line)
  }
}

/** An import begins the epoch of a match that was made before. Whatever is written later changes the match, and not its epoch. */
function isAsImported({ tables: { match } }: ArchivedMatch): boolean {
  const [row = {}] = match
  const [madeAt, changedAt] = [Number(row['created_at']), Number(row['changed_at'])]
  const sinceMs = beginOf(String(row['epoch'])) - changedAt
  return madeAt < changedAt && sinceMs >= 0 && sinceMs < MOMENT_MS
}

/** A match that was deleted and told anew is later than all that was told of the one before. */
function isEarlier(one: ArchivedMatch, other: ArchivedMatch): boolean {
  for (const column of ['created_at', 'seq', 'arrivals']) {
    const [first, second] = [one, other].map(({ tables }) => Number(tables.match[0]?.[column]))
    if (first !== second) return Number(first) < Number(second)
  }
  return false
}
