import { expect, it } from 'vitest'
import { measureRolling, mostInASecond } from '../../../bench/rolling/rolling.ts'

const VIEWERS = 120
const LATE_MS = 1_000

it('[W7] three gateways restart one after the other behind a load balancer, and no viewer misses an update', async () => {
  const load = { viewers: VIEWERS, matches: 4, matchesPerViewer: 2, perSecond: 20, drainMs: 5_000 }

  const { restarts, ...seen } = await measureRolling(load, () => {})

  expect(seen).toMatchObject({ missed: 0, duplicated: 0, startedOver: 0, behind: 0 })
  // Only where the machine is so busy that updates are late may viewers be too slow for some of them `[W4]`.
  if (seen.longestDelayMs < LATE_MS) expect(seen.conflated).toBe(0)
  expect(seen.updates).toBeGreaterThan(VIEWERS * 100)
  expect(restarts).toHaveLength(3)
  for (const { viewers, advised, most, stallMs } of restarts) {
    // Each gateway had its part of the crowd, and spread it over the window that is left after the notice.
    expect(viewers).toBeGreaterThan(VIEWERS / 5)
    expect(advised).toBeLessThan((1.2 * viewers) / 4)
    // Where the viewers' process was not given the processor, those who were due meanwhile come together.
    expect(most).toBeLessThanOrEqual(1.5 * advised * (1 + stallMs / 1_000))
  }
}, 240_000)

it('counts the most that any second holds, wherever it begins', () => {
  expect(mostInASecond([])).toBe(0)
  expect(mostInASecond([5_000, 100, 900, 1_099, 1_100, 3_000])).toBe(3)
})
