import { mkdir, readdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Status } from '../../match/state.ts'
import { STATUSES } from '../../match/state.ts'
import type { Database } from '../database.ts'
import { ArchiveInUse, LOCK } from './archive-lock.ts'
import { archiveMatches, mendArchive } from './archive-matches.ts'
import { TO_BE_CONTINUED } from './listed-matches.ts'

const EVERY_MS = 3_600_000
const DAY_MS = 24 * 3_600_000
/** How the names of the files of this host end. */
const OWN_FILE = `-${hostname()}.ndjson`
const ARCHIVED: readonly Status[] = STATUSES.filter((status) => !TO_BE_CONTINUED.has(status))

export interface ScheduleOptions {
  readonly database: Pick<Database, 'archive' | 'matches' | 'clock'>
  /** How many days ago a match must have started. */
  readonly afterDays: number
  readonly directory: string
  onArchived(matches: number, file: string): void
  /** Another process of this host writes a file: it does what this one would, unless its lock was left behind. */
  onInUse(error: ArchiveInUse): void
  onFailure(error: unknown): void
  /** Default: a random part of `everyMs`, so that replicas take turns. */
  readonly firstMs?: number
  readonly everyMs?: number
}

/** Archives old matches now and then. Several replicas may: each writes its own file, and a match is deleted only by who wrote it as it is. */
export function scheduleArchiving(options: ScheduleOptions): { close(): Promise<void> } {
  const { database, afterDays, directory, onArchived, onInUse, onFailure, everyMs = EVERY_MS } = options
  const ending = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const archive = async (): Promise<void> => {
    const now = database.clock.now()
    const file = join(directory, `matches-${new Date(now).toISOString().slice(0, 7)}${OWN_FILE}`)
    try {
      await mkdir(directory, { recursive: true })
      await mendLeft(file)
      const filter = { statuses: ARCHIVED, startsBefore: now - afterDays * DAY_MS }
      const moved = await archiveMatches({ database, filter, file, signal: ending.signal })
      if (moved > 0) onArchived(moved, file)
    } catch (error) {
      if (error instanceof ArchiveInUse) onInUse(error)
      else onFailure(error)
    }
    plan(everyMs)
  }
  /** A process of this host that was killed may have left a file of another month, which nobody opens any more. */
  const mendLeft = async (own: string): Promise<void> => {
    for (const name of await readdir(directory)) {
      const file = join(directory, name.slice(0, -LOCK.length))
      if (!name.endsWith(`${OWN_FILE}${LOCK}`) || file === own) continue
      await mendArchive(database.matches, file).catch((error: unknown) => {
        // Of another month: this month's matches go on.
        if (!(error instanceof ArchiveInUse)) throw error
        onInUse(error)
      })
    }
  }
  const plan = (ms: number) => {
    if (ending.signal.aborted) return
    timer = setTimeout(() => {
      running = archive()
    }, ms).unref()
  }
  plan(options.firstMs ?? Math.random() * everyMs)
  return {
    async close() {
      ending.abort()
      clearTimeout(timer)
      await running
    },
  }
}
