import type { Database } from './database.ts'

export function createFeedKeys({
  fromEnvironment,
}: {
  database: Database
  fromEnvironment: readonly { feed: string; key: string }[]
}) {
  return {
    isEmpty: async () => fromEnvironment.length === 0,
    async identify(key: string) {
      const found = fromEnvironment.find((item) => item.key === key)
      return found && { feed: found.feed, mayWrite: () => true }
    },
  }
}
