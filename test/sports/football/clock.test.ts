import { describe, expect, it } from 'vitest'
import { clockMsAt } from '../../../src/match/clock.ts'
import { football } from '../../../src/sports/football/index.ts'
import { FIRST_AT, MatchBuilder } from '../../support/sports/match-builder.ts'

const MINUTE = 60_000
const minute = (value: number) => FIRST_AT + value * MINUTE

function match(format?: unknown) {
  return new MatchBuilder(football, format)
}

function shownAt(built: MatchBuilder, at: number): number {
  if (!built.state.clock) throw new Error('no clock')
  return clockMsAt(built.state.clock, at) / MINUTE
}

describe('the clock of a football match', () => {
  it('[S3] is a base that runs, and never a tick', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    const face = { show: 'minute', limitMs: 45 * MINUTE }
    expect(m.state.clock).toEqual({ running: true, baseMs: 0, at: minute(0), dir: 'up', ...face })
    expect(m.state).toMatchObject({ status: 'live', phase: 'first_half', period: { n: 1, label: '1H' } })
    m.send('goal', { team: 'home', occurredAt: minute(12) })
    expect(m.state.clock).toMatchObject({ baseMs: 0, at: minute(0) })
  })

  it('begins each period at its base, whatever the overrun of the one before', () => {
    const m = match('cup')
    const overrun = [49, 97, 108]
    for (const [index, base] of [0, 45, 90, 105].entries()) {
      m.send('period_start', { period: index + 1, occurredAt: minute(200 + index * 100) })
      expect(shownAt(m, minute(200 + index * 100))).toBe(base)
      m.send('period_end', { period: index + 1, occurredAt: minute(200 + index * 100 + (overrun[index] ?? 0) - base) })
      expect(m.state.clock?.running).toBe(false)
    }
  })

  it('begins the second half at its base also when the first went to 45+3', () => {
    const m = match()
    m.send('period_start', { period: 2, clock: '45+3', occurredAt: minute(0) })
    expect(shownAt(m, minute(0))).toBe(45)
  })

  it('stops at the end of a period', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('period_end', { period: 1, occurredAt: minute(48) })
    expect(shownAt(m, minute(60))).toBe(48)
  })

  it('is moved forward by an event that is further, as in a replay at sixty times the speed', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('goal', { team: 'home', period: 1, clock: '22:30', occurredAt: minute(0) + 500 })
    expect(shownAt(m, minute(0) + 500)).toBe(22.5)
  })

  it('is not moved back by an event that is behind', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('card', { team: 'home', card: 'yellow', clock: '20', occurredAt: minute(30) })
    expect(shownAt(m, minute(30))).toBe(30)
  })

  it('is moved back by clock{set}, and goes on from there', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('goal', { team: 'home', clock: '39:00', occurredAt: minute(29) })
    m.send('clock', { action: 'set', clock: '29:10', occurredAt: minute(29) + 10_000 })
    expect(shownAt(m, minute(30) + 10_000)).toBeCloseTo(30 + 1 / 6)
  })

  it('stops and starts by hand', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('clock', { action: 'stop', occurredAt: minute(10) })
    expect(shownAt(m, minute(20))).toBe(10)
    m.send('clock', { action: 'start', occurredAt: minute(20) })
    expect(shownAt(m, minute(21))).toBe(11)
  })

  it('stands still while the match is interrupted', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('interruption_start', { reason: 'floodlight failure', occurredAt: minute(10) })
    expect(m.state).toMatchObject({ status: 'interrupted', statusReason: 'floodlight failure', phase: 'first_half' })
    expect(shownAt(m, minute(30))).toBe(10)
    m.send('interruption_end', { occurredAt: minute(30) })
    expect(m.state.status).toBe('live')
    expect(m.state).not.toHaveProperty('statusReason')
    expect(shownAt(m, minute(31))).toBe(11)
  })

  it('is not started by an interruption at half-time', () => {
    const m = match()
    m.send('period_start', { period: 1 })
    m.send('period_end', { period: 1 })
    m.send('interruption_start')
    m.send('interruption_end')
    expect(m.state).toMatchObject({ phase: 'half_time', clock: { running: false } })
  })

  it('is left alone at half-time by what is entered then', () => {
    const m = match()
    m.send('period_start', { period: 1, order: 1, occurredAt: minute(0) })
    m.send('period_end', { period: 1, order: 2, occurredAt: minute(46) })
    m.send('card', { team: 'home', card: 'yellow', period: 1, clock: '45+9', order: 3 })
    expect(m.state.clock).toMatchObject({ running: false, baseMs: 46 * MINUTE })
  })

  it('is not reset by a second start of the same period', () => {
    const m = match()
    m.send('period_start', { period: 1, occurredAt: minute(0) })
    m.send('period_start', { period: 1, occurredAt: minute(5) })
    expect(shownAt(m, minute(6))).toBe(6)
  })
})
