import type { TestProject } from 'vitest/node'
import { openTestPostgres } from './postgres.ts'
import { openTestRedis } from './redis.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A running Redis 7, shared by all files of the run: prefix your keys. */
    redisUrl: string
    /** A running Postgres, shared by all files of the run: work in a `freshDatabase`. */
    databaseUrl: string
  }
}

/** Starts one Redis and one Postgres for the whole run. A run without either fails here, it never skips. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const opening = [openTestRedis(), openTestPostgres()] as const
  const stop = async () => {
    for (const server of await Promise.allSettled(opening)) if (server.status === 'fulfilled') await server.value.stop()
  }
  try {
    const [redis, postgres] = await Promise.all(opening)
    console.log(`redis: ${redis.url} (${redis.from})\npostgres: ${postgres.url} (${postgres.from})`)
    project.provide('redisUrl', redis.url)
    project.provide('databaseUrl', postgres.url)
  } catch (error) {
    await stop()
    // The message says what to do. Vitest would bury it in a stack.
    if (error instanceof Error) error.stack = error.message
    throw error
  }
  return stop
}
