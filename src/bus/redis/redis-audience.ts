import { type Audience, VIEWERS_TTL_MS } from '../audience.ts'
import { inPortions, type RedisCommands } from './redis-client.ts'
import { keysOf } from './redis-scripts.ts'

export function createRedisAudience(commands: RedisCommands, prefix: string): Audience {
  return {
    async reportViewers(gateway, counts) {
      for (const portion of inPortions([...counts])) {
        const reports = portion.map(([match, count]) =>
          commands.touchlineReportViewers(keysOf(prefix, match).viewers, VIEWERS_TTL_MS, gateway, count),
        )
        await Promise.all(reports)
      }
    },
    readViewers: (match) => commands.touchlineReadViewers(keysOf(prefix, match).viewers, VIEWERS_TTL_MS),
  }
}
