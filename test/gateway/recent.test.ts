import { expect, it, vi } from 'vitest'
import { RecentRates, RecentWorst } from '../../src/gateway/recent.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

fakeTimePerTest({ toFake: ['performance'] })

it('RecentRates tells how fast totals grow now, not since the start', () => {
  const totals = { writes: 1_000_000 }
  const rates = new RecentRates(() => ({ ...totals }))
  expect(rates.perSecond).toEqual({ writes: 0 })
  totals.writes += 300
  vi.advanceTimersByTime(2_000)
  expect(rates.perSecond).toEqual({ writes: 150 })
  totals.writes += 5
  vi.advanceTimersByTime(999)
  expect(rates.perSecond).toEqual({ writes: 150 })
  vi.advanceTimersByTime(1)
  expect(rates.perSecond).toEqual({ writes: 5 })
})

it('RecentWorst forgets after half a minute at the latest', () => {
  const recent = new RecentWorst()
  recent.note(80)
  recent.note(20)
  vi.advanceTimersByTime(15_000)
  recent.note(30)
  expect(recent.worst).toBe(80)
  vi.advanceTimersByTime(15_000)
  expect(recent.worst).toBe(30)
  vi.advanceTimersByTime(40_000)
  expect(recent.worst).toBe(0)
})
