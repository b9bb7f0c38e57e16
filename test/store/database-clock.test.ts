import { expect, it, vi } from 'vitest'
import { DatabaseClock } from '../../src/store/database-clock.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

fakeTimePerTest({ now: 1_795_000_000_000, toFake: ['Date', 'performance'] })

/** A database whose clock is ahead by this much answers in the middle of a round trip. */
function ask(clock: DatabaseClock, aheadMs: number, roundTripMs: number): void {
  const sentAt = performance.now()
  vi.advanceTimersByTime(roundTripMs / 2)
  const databaseMs = Date.now() + aheadMs
  vi.advanceTimersByTime(roundTripMs / 2)
  clock.learn(databaseMs, sentAt, performance.now())
}

it("[H15] is this machine's clock until the database has told its own", () => {
  const clock = new DatabaseClock()
  expect(clock.now()).toBe(Date.now())
  expect(clock.skewMs).toBe(0)
})

it('[H15] goes on by the monotonic clock, whatever is done to the wall clock', () => {
  const clock = new DatabaseClock()
  ask(clock, 40_000, 2)
  const before = clock.now()
  expect(Math.abs(before - (Date.now() + 40_000))).toBeLessThanOrEqual(1)
  expect(Math.abs(clock.skewMs + 40_000)).toBeLessThanOrEqual(1)

  vi.setSystemTime(Date.now() + 3_600_000)
  expect(clock.now()).toBe(before)
  expect(Math.abs(clock.skewMs - 3_560_000)).toBeLessThanOrEqual(1)
  vi.advanceTimersByTime(10_000)
  expect(clock.now()).toBe(before + 10_000)
})

it('[H15] believes the shortest round trip', () => {
  const clock = new DatabaseClock()
  ask(clock, 500, 2)
  // All of this one's delay is on the way back.
  const sentAt = performance.now()
  const databaseMs = Date.now() + 500
  vi.advanceTimersByTime(800)
  clock.learn(databaseMs, sentAt, performance.now())
  expect(Math.abs(clock.now() - (Date.now() + 500))).toBeLessThanOrEqual(2)
})

it('[H15] takes a step of the database clock with the next answer', () => {
  const steps: number[] = []
  const clock = new DatabaseClock({ onStepBack: (ms) => steps.push(ms) })
  ask(clock, 0, 2)
  clock.now()
  ask(clock, 60_000, 20)
  expect(Math.abs(clock.now() - (Date.now() + 60_000))).toBeLessThanOrEqual(20)
  expect(steps).toEqual([])
})

it('[H15] does not run back for two seconds, and takes a larger step back and tells', () => {
  const steps: number[] = []
  const clock = new DatabaseClock({ onStepBack: (ms) => steps.push(ms) })
  ask(clock, 0, 2)
  const before = clock.now()
  ask(clock, -1_900, 2)
  expect(clock.now()).toBe(before)
  vi.advanceTimersByTime(2_500)
  expect(clock.now()).toBeGreaterThan(before)
  expect(steps).toEqual([])

  ask(clock, -10_000, 2)
  expect(clock.now()).toBeLessThan(before)
  expect(steps).toHaveLength(1)
  expect(steps[0]).toBeGreaterThan(2_000)
})

it('[H15] follows a clock that drifts', () => {
  const clock = new DatabaseClock()
  for (let minute = 0; minute < 60; minute += 1) {
    ask(clock, minute * 6, 2)
    vi.advanceTimersByTime(60_000)
  }
  expect(Math.abs(clock.now() - (Date.now() + 59 * 6))).toBeLessThan(15)
})
