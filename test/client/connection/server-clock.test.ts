import { describe, expect, it, vi } from 'vitest'
import { ServerClock } from '../../../src/client/connection/server-clock.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

fakeTimePerTest({ now: 1_000_000 })

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

describe("after a step of this device's clock", () => {
  it('[W10] is right at once when it went back', () => {
    const clock = new ServerClock()
    clock.observe(Date.now() + 5_000)
    const serverNow = clock.now()
    vi.setSystemTime(Date.now() - 3_600_000)
    clock.follow(-3_600_000)
    expect(clock.now()).toBe(serverNow)
  })

  it('[W10] stands when it went forward, which it also does in a sleep', () => {
    const clock = new ServerClock()
    clock.observe(Date.now() + 5_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    clock.follow(3_600_000)
    expect(clock.now()).toBe(Date.now() + 5_000)
  })

  it.each([-3_600_000, 3_600_000])('[W10] believes the next message more than all before it, after %i ms', (stepMs) => {
    const clock = new ServerClock()
    const serverAhead = Date.now() + 5_000
    clock.observe(serverAhead)
    vi.setSystemTime(Date.now() + stepMs)
    clock.follow(stepMs)
    clock.observe(serverAhead - 40)
    expect(clock.now()).toBe(serverAhead - 40)
    clock.observe(serverAhead)
    expect(clock.now()).toBe(serverAhead)
  })
})
