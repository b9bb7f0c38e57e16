import { expect, it } from 'vitest'
import { createRedisAudience } from '../../../src/bus/redis/redis-audience.ts'

/** Redis, as an audience uses it: what each report told it, and whether it still has what was told before. */
function openAudience() {
  const told: { isWhole: boolean; changes: (string | number)[] }[] = []
  const redis = { isAway: false, hasLost: false, onTold: (_index: number) => {} }
  const audience = createRedisAudience(
    {
      async touchlineReportViewers(_reporters, _own, _ttl, _gateway, isWhole, ...changes) {
        if (redis.isAway) throw new Error('no Redis')
        redis.onTold(told.length)
        told.push({ isWhole: isWhole === 1, changes })
        return redis.hasLost && isWhole === 0 ? 0 : 1
      },
      touchlineReadViewers: async () => [],
    },
    'test:',
  )
  return {
    redis,
    told,
    report: (counts: Record<string, number>) => audience.reportViewers('a', new Map(Object.entries(counts))),
  }
}

it('tells Redis of a gateway what has changed since its last report, and nothing of one that nobody watches', async () => {
  const { told, report } = openAudience()
  await report({ m1: 0 })
  expect(told).toEqual([])
  await report({ m1: 2, m2: 1, m3: 5 })
  await report({ m1: 3, m2: 0, m3: 5 })
  await report({ m1: 3, m3: 5 })
  expect(told).toEqual([
    { isWhole: true, changes: ['m1', 2, 'm2', 1, 'm3', 5] },
    { isWhole: false, changes: ['m2', 0, 'm1', 3] },
    { isWhole: false, changes: [] },
  ])
})

it('tells Redis all again that has lost it, or of which nobody knows whether it took the last report', async () => {
  const { redis, told, report } = openAudience()
  await report({ m1: 2, m2: 1 })
  redis.hasLost = true
  await report({ m1: 3, m2: 1 })
  expect(told.slice(1)).toEqual([
    { isWhole: false, changes: ['m1', 3] },
    { isWhole: true, changes: ['m1', 3, 'm2', 1] },
  ])
  redis.hasLost = false
  redis.isAway = true
  await expect(report({ m1: 4, m2: 1 })).rejects.toThrow('no Redis')
  redis.isAway = false
  await report({ m1: 4, m2: 1 })
  expect(told.slice(3)).toEqual([{ isWhole: true, changes: ['m1', 4, 'm2', 1] }])
})

it('tells Redis of 30,000 matches in portions, and all of them again when it has lost them in between', async () => {
  const { redis, told, report } = openAudience()
  const counts = (viewers: number) => Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`m${n}`, viewers]))
  await report(counts(1))
  expect(told.map(({ isWhole }) => isWhole)).toEqual([true, ...Array(149).fill(false)])
  expect(new Set(told.map(({ changes }) => changes.length))).toEqual(new Set([400]))
  expect(told.flatMap(({ changes }) => changes)).toEqual(Object.entries(counts(1)).flat())
  told.length = 0
  redis.onTold = (index) => {
    redis.hasLost = index === 3
  }
  await report(counts(2))
  expect(told.map(({ isWhole }) => isWhole)).toEqual([false, false, false, false, true, ...Array(149).fill(false)])
})
