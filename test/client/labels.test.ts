import { describe, expect, it } from 'vitest'
import { clockLabel, progressLabel } from '../../src/client/index.ts'
import type { MatchState, ResultMethod } from '../../src/match/state.ts'
import { noteBeside } from '../../src/sports/labels.ts'
import { stateOf } from './state-builder.ts'

const MINUTE_MS = 60_000
const PERIOD_ENDS = [45, 90, 105, 120]

function football(n: number, minutes: number, more: Partial<MatchState> = {}): MatchState {
  const face = { show: 'minute', limitMs: (PERIOD_ENDS[n - 1] ?? 0) * MINUTE_MS } as const
  const clock = { running: true, baseMs: minutes * MINUTE_MS, at: 1_000, dir: 'up', ...face } as const
  return { ...stateOf('m'), period: { n, label: `${n}H` }, clock, ...more }
}

describe('clockLabel', () => {
  it.each([
    [1, 0, "1'"],
    [1, 22.35, "23'"],
    [1, 44.99, "45'"],
    [1, 45, "45+1'"],
    [1, 46.5, "45+2'"],
    [2, 45, "46'"],
    [2, 102.2, "90+13'"],
    [3, 105, "105+1'"],
    [4, 110, "111'"],
  ])('writes minute labels as boards do: period %i, %d min → %s', (period, minutes, label) => {
    expect(clockLabel(football(period, minutes), 1_000)).toBe(label)
  })

  it('runs with the time of the server, and never behind its base', () => {
    const state = football(1, 10)
    expect(clockLabel(state, 1_000 + 59_000)).toBe("11'")
    expect(clockLabel(state, 1_000 + 60_000)).toBe("12'")
    expect(clockLabel(state, 0)).toBe("11'")
  })

  it('[S3] shows tenths in the last minute where the clock says so', () => {
    const clock = { running: false, baseMs: 0, at: 0, dir: 'down', show: 'm:ss.t' } as const
    const label = (baseMs: number) => clockLabel({ ...stateOf('m'), clock: { ...clock, baseMs } }, 0)
    expect([720_000, 60_000, 59_950, 59_900, 9_300, 400, 1, 0].map(label)).toEqual([
      '12:00',
      '1:00',
      '1:00',
      '0:59.9',
      '0:09.3',
      '0:00.4',
      '0:00.1',
      '0:00.0',
    ])
  })

  it('counts down to zero elsewhere', () => {
    const clock = { running: true, baseMs: 65_000, at: 0, dir: 'down', show: 'm:ss' } as const
    const state = { ...stateOf('m'), sport: 'basketball', clock }
    expect([0, 5_500, 64_500, 90_000].map((now) => clockLabel(state, now))).toEqual(['1:05', '1:00', '0:01', '0:00'])
  })
})

describe('noteBeside', () => {
  const noted = (note: string) =>
    noteBeside({ ...stateOf('m'), status: 'postponed', scoreline: { ...stateOf('m').scoreline, note } })

  it('leaves out what the label above the numbers says already, and keeps what says more', () => {
    expect(noted('Postponed')).toBeUndefined()
    expect(noted('Postponed: frozen pitch')).toBe('Postponed: frozen pitch')
  })
})

describe('a break that the feed named itself', () => {
  it.each([
    ['generic', 'lemon_break', 'Lemon break'],
    ['generic', 'period_1', 'P1'],
    ['generic', 'Golden end', 'Golden end'],
    ['cricket', 'lunch', 'Lunch'],
    ['cricket', 'stumps', 'Stumps'],
    ['cricket', 'innings_1', 'P1'],
    ['cricket', 'super_over_1', 'P1'],
  ])('%s: %s is %s', (sport, phase, label) => {
    const state = { ...stateOf('m'), sport, phase, period: { n: 1, label: phase === 'Golden end' ? phase : 'P1' } }
    expect(progressLabel(state, 0)).toBe(label)
  })
})

describe('progressLabel', () => {
  const label = (more: Partial<MatchState>) => progressLabel({ ...football(2, 60), ...more }, 1_000)

  it('says where a match stands, in a word', () => {
    expect(label({})).toBe("61'")
    expect(label({ phase: 'half_time' })).toBe('HT')
    expect(label({ status: 'scheduled' })).toBe('')
    expect(label({ status: 'postponed' })).toBe('Postponed')
    expect(label({ status: 'final' })).toBe('FT')
    expect(label({ status: 'ended', result: { winner: 'home', method: 'shootout' } })).toBe('Pens')
    expect(label({ sport: 'tennis', status: 'ended' })).toBe('Final')
    expect(label({ status: 'scheduled', result: { winner: 'away', method: 'walkover' } })).toBe('W/O')
    const columns = (count: number, label = (n: number) => String(n)) =>
      Array.from({ length: count }, (_, index) => ({ label: label(index + 1), home: 0, away: 1 }))
    const ended = (sport: string, method: ResultMethod, periods: MatchState['periods']) =>
      label({ sport, status: 'final', result: { winner: 'away', method }, periods })
    expect(ended('ice-hockey', 'shootout', [])).toBe('Final/SO')
    expect(ended('ice-hockey', 'overtime', [{ label: 'P3' }, { label: 'OT' }])).toBe('Final/OT')
    expect(ended('basketball', 'overtime', [{ label: 'OT' }, { label: 'OT2' }, { label: 'OT3' }])).toBe('Final/3OT')
    expect(ended('baseball', 'regulation', columns(9))).toBe('Final')
    expect(ended('baseball', 'regulation', [])).toBe('Final')
    expect(ended('baseball', 'overtime', columns(12))).toBe('Final/12')
    expect(ended('baseball', 'regulation', columns(7))).toBe('Final/7')
    expect(ended('softball', 'regulation', columns(7))).toBe('Final')
    expect(ended('softball', 'regulation', columns(5))).toBe('Final/5')
    expect(ended('baseball', 'forfeit', columns(3))).toBe('Forfeit')
    expect(ended('volleyball', 'forfeit', [])).toBe('Forfeit')
    expect(ended('tennis', 'default', [])).toBe('Default')
    expect(ended('badminton', 'disqualified', [])).toBe('DQ')
    const draw = { winner: 'draw', method: 'regulation' } as const
    const drawn = (sport: string, last: string) =>
      label({ sport, status: 'final', result: draw, periods: [{ label: 'Q4' }, { label: last }] })
    expect(drawn('american-football', 'OT')).toBe('Final/OT')
    expect(drawn('rugby-league', 'ET2')).toBe('AET')
    expect(drawn('handball', '2H')).toBe('FT')
    const { clock: _, ...set } = football(3, 0)
    expect(progressLabel({ ...set, sport: 'tennis', period: { n: 3, label: 'Set 3' } }, 0)).toBe('Set 3')
  })
})
