import type { Database } from '../database.ts'
import { newEpoch } from '../epochs.ts'
import type { StoredMatch } from '../match-store.ts'
import type { ArchiveLine } from './archive-lines.ts'

interface Imported {
  readonly version: Pick<StoredMatch, 'match' | 'epoch' | 'version'>
  readonly deletedAs: string | undefined
}

/**
 * Writes lines of exports and archives into a database, and leaves alone what is there. Of several lines of a match the one counts that was
 * deleted last: a process that was killed before it deleted a match leaves its line, and another one has archived the match since.
 */
export class MatchImport {
  readonly #database: Pick<Database, 'archive' | 'matches' | 'clock'>
  readonly #imported = new Map<string, Imported>()
  #present = 0

  constructor(database: Pick<Database, 'archive' | 'matches' | 'clock'>) {
    this.#database = database
  }

  get written(): number {
    return this.#imported.size
  }

  /** Lines whose match was there already. */
  get present(): number {
    return this.#present
  }

  async take(line: ArchiveLine): Promise<void> {
    const { archive, matches, clock } = this.#database
    const { match, deletedAs } = line
    const earlier = this.#imported.get(match)
    if (earlier !== undefined && (deletedAs ?? '') > (earlier.deletedAs ?? '')) {
      await matches.remove(earlier.version, newEpoch(clock.now(), earlier.version.epoch), clock.now())
    }
    const row = line.tables.match[0] ?? {}
    const [deleted] = await matches.readDeleted([match])
    const before = [row['epoch'], deleted].filter((epoch) => typeof epoch === 'string')
    const epoch = newEpoch(clock.now(), ...before)
    if (await archive.write(line, epoch, clock.now())) {
      this.#imported.set(match, { version: { match, epoch, version: Number(row['version']) }, deletedAs })
    } else this.#present += 1
  }
}
