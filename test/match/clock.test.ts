import { describe, expect, it } from 'vitest'
import { clockMsAt, formatClock, parseClock, stopClock } from '../../src/match/clock.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

describe('parseClock', () => {
  it.each([
    ['00:00', { ms: 0, isLabel: false }],
    ['22:14', { ms: 22 * MINUTE + 14 * SECOND, isLabel: false }],
    ['118:59', { ms: 118 * MINUTE + 59 * SECOND, isLabel: false }],
    ['0:04.3', { ms: 4300, isLabel: false }],
    ['23', { ms: 22 * MINUTE, isLabel: true }],
    ["23'", { ms: 22 * MINUTE, isLabel: true }],
    ['0', { ms: 0, isLabel: true }],
    ['45+2', { ms: 46 * MINUTE, stoppageOf: 45, isLabel: true }],
    ["45+2'", { ms: 46 * MINUTE, stoppageOf: 45, isLabel: true }],
    ["45'+2'", { ms: 46 * MINUTE, stoppageOf: 45, isLabel: true }],
    ['90+13', { ms: 102 * MINUTE, stoppageOf: 90, isLabel: true }],
    ['45+2:10', { ms: 47 * MINUTE + 10 * SECOND, stoppageOf: 45, isLabel: false }],
    ['45:00+2:10', { ms: 47 * MINUTE + 10 * SECOND, stoppageOf: 45, isLabel: false }],
  ])('reads %s', (text, reading) => {
    expect(parseClock(text)).toEqual(reading)
  })

  it.each(['', 'HT', '12:60', '1234', '-3', '45+', '+3', '12:3', '12:34:56', ' 12', '45 + 2'])('refuses %j', (text) => {
    expect(parseClock(text)).toBeUndefined()
  })
})

describe('a clock', () => {
  it('shows its base and what has passed while it runs', () => {
    const clock = { running: true, baseMs: 45 * MINUTE, at: 1000, dir: 'up' } as const
    expect(clockMsAt(clock, 1000 + 90 * SECOND)).toBe(46.5 * MINUTE)
    expect(clockMsAt({ ...clock, running: false }, 1000 + 90 * SECOND)).toBe(45 * MINUTE)
  })

  it('counts down to zero and no further', () => {
    const clock = { running: true, baseMs: 10 * SECOND, at: 0, dir: 'down' } as const
    expect(clockMsAt(clock, 4 * SECOND)).toBe(6 * SECOND)
    expect(clockMsAt(clock, MINUTE)).toBe(0)
  })

  it('never shows less than its base for an instant before it', () => {
    expect(clockMsAt({ running: true, baseMs: MINUTE, at: 5000, dir: 'up' }, 1000)).toBe(MINUTE)
  })

  it('stops where it is, once', () => {
    const running = { running: true, baseMs: 0, at: 0, dir: 'up' } as const
    const stopped = stopClock(running, MINUTE)
    expect(stopped).toEqual({ running: false, baseMs: MINUTE, at: MINUTE, dir: 'up' })
    expect(stopClock(stopped, 2 * MINUTE)).toBe(stopped)
  })

  it('is written as minutes and seconds', () => {
    expect([0, 59_999, 61_000, 125 * MINUTE].map(formatClock)).toEqual(['00:00', '00:59', '01:01', '125:00'])
  })
})
