import { expect, it } from 'vitest'
import { measureSlow } from '../../../bench/slow/slow.ts'

it('[W4] [W5] viewers that read 1 KB a second catch up, stay connected, cost little, and take nothing from fast ones', async () => {
  const load = { fast: 50, slow: 10, perSecond: 500, warmUpS: 1, aloneS: 1, besideS: 10 }

  const result = await measureSlow(() => {}, load)

  expect(result.missedByFast).toBe(0)
  expect(result.slowConnected).toBe(load.slow)
  // The bench, on a quiet machine, holds it to 2 s.
  expect(result.convergedMs).toBeLessThan(30_000)
  expect(result.maxUnsentBytes).toBeLessThan(128 * 1024)
})
