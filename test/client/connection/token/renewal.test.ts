import { expect, it, vi } from 'vitest'
import { Renewal, renewAfterMs } from '../../../../src/client/connection/token/renewal.ts'
import { fakeTimePerTest } from '../../../support/fake-time.ts'

fakeTimePerTest()

it.each([
  ['half a minute before it ends', 3_600_000, 3_570_000],
  ['half a minute before it ends, also where that is a fifth of it', 150_000, 120_000],
  ['in the last fifth of a short one', 60_000, 48_000],
])('asks for another token %s', (_, leftMs, afterMs) => {
  expect(renewAfterMs(leftMs)).toBe(afterMs)
})

it('asks again every five seconds while no token can be had, and no more once the connection has ended', async () => {
  const renew = vi.fn(() => Promise.reject(new Error('no token')))
  const renewal = new Renewal(renew)
  renewal.in(1_000)
  await vi.advanceTimersByTimeAsync(1_000 + 4_999)
  expect(renew).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1 + 5_000)
  expect(renew).toHaveBeenCalledTimes(3)
  renewal.stop()
  renewal.in(1_000)
  await vi.advanceTimersByTimeAsync(10_000)
  expect([renew.mock.calls.length, vi.getTimerCount()]).toEqual([3, 0])
})

it('does not ask at once for what is longer away than timers can wait', async () => {
  const renew = vi.fn(async () => {})
  const renewal = new Renewal(renew)
  renewal.in(2 ** 31)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(renew).not.toHaveBeenCalled()
  renewal.stop()
})
