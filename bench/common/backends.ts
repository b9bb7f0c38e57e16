import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Backends {
  /** Settings that make a server use them. */
  readonly environment: Readonly<Record<string, string>>
  /** The processes whose CPU can be read: none if embedded, or if somebody else started them. */
  readonly pids: Readonly<Partial<Record<'Postgres' | 'Redis', number>>>
  close(): Promise<void>
}

/**
 * Opens the databases of a measured server: an embedded one in a folder of its own, or real Postgres and Redis. The real ones
 * are those of DATABASE_URL and REDIS_URL if both are set, else fresh ones as the tests start them, but with a Postgres that syncs to disk.
 */
export async function openBackends(isDistributed: boolean): Promise<Backends> {
  if (!isDistributed) {
    const directory = await mkdtemp(join(tmpdir(), 'touchline-bench-'))
    return {
      environment: { DATA_DIR: directory },
      pids: {},
      close: () => rm(directory, { recursive: true, force: true }),
    }
  }
  const { DATABASE_URL, REDIS_URL } = process.env
  if (DATABASE_URL && REDIS_URL) {
    return { environment: { DATABASE_URL, REDIS_URL }, pids: {}, close: async () => {} }
  }
  const { startPostgres } = await import('../../test/support/servers/postgres.ts')
  const postgres = await startPostgres({ settings: { fsync: 'on', full_page_writes: 'on' } })
  const { startRedis } = await import('../../test/support/servers/redis.ts')
  const redis = await startRedis()
  return {
    environment: { DATABASE_URL: postgres.url, REDIS_URL: redis.url },
    pids: { Postgres: postgres.pid, Redis: redis.pid },
    async close() {
      await redis.stop()
      await postgres.stop()
    },
  }
}

interface OpenedRedis {
  readonly url: string
  close(): Promise<void>
}

/** Opens a real Redis: that of REDIS_URL, else a fresh one. */
export async function openRedis(): Promise<OpenedRedis> {
  const url = process.env['REDIS_URL']
  if (url) return { url, close: async () => {} }
  const { startRedis } = await import('../../test/support/servers/redis.ts')
  const redis = await startRedis()
  return { url: redis.url, close: () => redis.stop() }
}
