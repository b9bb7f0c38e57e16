import type { Suspect, Suspects } from '../suspects.ts'
import { inPortions, type RedisCommands } from './redis-client.ts'

/** A report that nobody takes is made again at the next check, so it need not last. */
const TIME_TO_LIVE_MS = 60_000

export function createRedisSuspects(commands: RedisCommands, prefix: string): Suspects {
  const key = `${prefix}suspects`
  return {
    async report(suspects) {
      for (const some of inPortions(suspects)) {
        const fields = some.flatMap((suspect) => [suspect.match, JSON.stringify(suspect)])
        await commands.touchlineReportSuspects(key, TIME_TO_LIVE_MS, ...fields)
      }
    },
    async takeSuspects() {
      const taken = await commands.touchlineTakeSuspects(key)
      return taken.map((suspect) => JSON.parse(suspect) as Suspect)
    },
  }
}
