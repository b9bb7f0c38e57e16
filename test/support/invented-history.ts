import { createRedisBus } from '../../src/bus/redis/redis-bus.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { Position, UpdateMessage } from '../../src/protocol/messages.ts'
import type { Database } from '../../src/store/database.ts'
import { newEpoch } from '../../src/store/epochs.ts'
import { openPostgres } from '../../src/store/postgres/open.ts'
import { until } from './until.ts'

export interface Invention {
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly match: string
  /** `dead`: of a match that had the id later than the one in the database. `ahead`: of the same match, and further on. */
  readonly kind: 'dead' | 'ahead'
}

/** No match of a test comes to it. */
export const INVENTED_SCORE = { home: 99, away: 98 } as const
const UPDATES = 3

/** What the keys and channels of the installation begin with that this database is. */
export async function prefixOf(databaseUrl: string): Promise<string> {
  const database = openPostgres({ url: databaseUrl, onConnectionError() {} })
  try {
    return await readPrefix(database)
  } finally {
    await database.close()
  }
}

async function readPrefix({ installation }: Pick<Database, 'installation'>): Promise<string> {
  return `touchline:${await installation.read()}:`
}

/**
 * Tells the bus of updates that never were, as a Redis does that came back with old data, or that outlived the database.
 *
 * @returns where the match is according to them
 */
export async function inventHistory({ databaseUrl, redisUrl, match, kind }: Invention): Promise<Position> {
  const database = openPostgres({ url: databaseUrl, onConnectionError() {} })
  const prefix = await readPrefix(database)
  const bus = createRedisBus({ url: redisUrl, prefix, onError() {} })
  const publish = async (): Promise<Position> => {
    const truth = await database.matches.readSnapshot(match)
    if (truth === undefined) throw new Error(`${match} is not in the database`)
    const epoch = kind === 'ahead' ? truth.epoch : newEpoch(Date.now(), truth.epoch)
    const state = JSON.parse(truth.state) as MatchState
    const patch = { score: INVENTED_SCORE }
    const invent = (n: number) => {
      const seq = truth.seq + n
      const update: UpdateMessage = { op: 'update', match, seq, at: state.updatedAt, kind: 'add', patch }
      return { seq, wire: JSON.stringify(update) }
    }
    const rest = Array.from({ length: UPDATES - 1 }, (_, index) => invent(index + 2))
    const entry = {
      match,
      epoch,
      updates: [invent(1), ...rest] as const,
      state: JSON.stringify({ ...state, ...patch }),
    }
    const published = await bus.publish(entry)
    if (published !== 'taken') throw new Error(`a feed was faster: ${published}`)
    return { epoch, seq: truth.seq + UPDATES }
  }
  try {
    // Before it has connected the bus takes nothing.
    return await until(publish)
  } finally {
    await bus.close()
    await database.close()
  }
}
