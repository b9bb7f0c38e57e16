import type { Status } from '../../match/state.ts'
import type { Database } from '../database.ts'
import { newEpoch } from '../epochs.ts'
import { untilWritten } from '../until-written.ts'
import { openArchiveFile } from './archive-file.ts'
import { type ArchiveLine, encodeArchiveLine } from './archive-lines.ts'
import { isFound, listedMatches } from './listed-matches.ts'
import type { ListedQuery } from './match-archive.ts'

export interface ArchiveOptions {
  readonly database: Pick<Database, 'archive' | 'matches' | 'clock'>
  readonly filter: Pick<ListedQuery, 'statuses' | 'startsBefore'>
  /** Where the lines go, behind those that are there. */
  readonly file: string
  readonly signal?: AbortSignal
}

/**
 * Moves matches from the database into a file: each is on the disk before it is deleted, and deleted only as it was written. May be
 * stopped at any time and started again with the same file.
 *
 * @returns how many were moved
 * @throws {ArchiveInUse} {ArchiveDamaged} {MatchBusy}
 */
export async function archiveMatches({ database, filter, file, signal }: ArchiveOptions): Promise<number> {
  const { archive, matches, clock } = database
  const opened = await openArchiveFile(file, (line, wasLeft) => isUndone(matches, line, wasLeft))
  let count = 0
  const tryToMove = async (id: string): Promise<'moved' | 'left' | undefined> => {
    const archived = await archive.read(id)
    const row = archived?.tables.match[0]
    if (archived === undefined || row === undefined) return 'left'
    // Since it was listed: a feed has moved it, or plays on.
    if (!isFound(filter, row['status'] as Status, Number(row['starts_at']))) return 'left'
    const version = { match: id, epoch: String(row['epoch']), version: Number(row['version']) }
    const deletedAs = newEpoch(clock.now(), version.epoch)
    await opened.append(encodeArchiveLine({ ...archived, deletedAs }))
    if (await matches.remove(version, deletedAs, clock.now())) return 'moved'
    await opened.undo()
    return undefined
  }
  try {
    for await (const { match } of listedMatches(archive, filter)) {
      if (signal?.aborted) break
      if ((await untilWritten(match, () => tryToMove(match))) === 'moved') count += 1
    }
    await opened.close()
    return count
  } catch (error) {
    await opened.leave()
    throw error
  }
}

/** Takes out the last line of a file that was left before the match of it was deleted. @throws {ArchiveInUse} {ArchiveDamaged} */
export async function mendArchive(matches: Database['matches'], file: string): Promise<void> {
  const opened = await openArchiveFile(file, (line, wasLeft) => isUndone(matches, line, wasLeft))
  await opened.close()
}

/**
 * True if the writer of the last line did not delete its match: then it is in the database and comes again, or another process has written
 * and deleted it since. A writer that ended well leaves no such line: if the match is there again, or was deleted again, it was imported.
 */
async function isUndone(
  matches: Database['matches'],
  { match, tables, deletedAs }: ArchiveLine,
  wasLeft: boolean,
): Promise<boolean> {
  const [head] = await matches.readHeads([match])
  if (head !== undefined) {
    // The match there is a later one, imported or told anew by its feed: this line is all that is left of the one before.
    if (deletedAs !== undefined && head.epoch > deletedAs) return false
    return wasLeft || head.epoch === tables.match[0]?.['epoch']
  }
  if (!wasLeft || deletedAs === undefined) return false
  const [deleted] = await matches.readDeleted([match])
  return deleted !== undefined && deleted !== deletedAs
}
