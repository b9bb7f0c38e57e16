import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ServerClock } from '../../../src/client/connection/server-clock.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

it('takes the message that travelled least as the best evidence', () => {
  const clock = new ServerClock()
  clock.observe(Date.now() + 60_000)
  clock.observe(Date.now() + 59_000)
  expect(clock.now()).toBe(Date.now() + 60_000)
})

it('forgets evidence that is older than 16 messages: clocks drift apart', () => {
  const clock = new ServerClock()
  clock.observe(Date.now() + 60_000)
  for (let message = 1; message < 16; message++) clock.observe(Date.now() + 50_000)
  expect(clock.offsetMs).toBe(60_000)
  clock.observe(Date.now() + 50_000)
  expect(clock.offsetMs).toBe(50_000)
})

it('starts over when it is reset', () => {
  const clock = new ServerClock()
  clock.observe(Date.now() + 60_000)
  clock.reset()
  expect(clock.offsetMs).toBe(0)
  clock.observe(Date.now() - 5_000)
  expect(clock.offsetMs).toBe(-5_000)
})
