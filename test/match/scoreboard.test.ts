import { describe, expect, it } from 'vitest'
import { clockText } from '../../src/match/clock.ts'
import { scoreInMiddle, scoreRow, scoreTitle, spokenScore } from '../../src/match/scoreboard.ts'
import type { MatchState, Status } from '../../src/match/state.ts'
import { stateOf } from '../client/state-builder.ts'

const lines = (home: MatchState['scoreline']['home'], away: MatchState['scoreline']['away']) => ({
  scoreline: { home, away },
})
const state = (more: Partial<MatchState>): MatchState => ({ ...stateOf('m'), ...more })

const tennis = state({
  ...lines({ main: '1', now: '40' }, { main: '1', now: 'AD' }),
  score: { home: 1, away: 1 },
  periods: [
    { label: '1', home: 7, away: 6, sub: { home: 7, away: 4 } },
    { label: '2', home: 3, away: 6 },
    { label: '3', home: 2, away: 2 },
  ],
})
const cricket = state(lines({ main: '43/3', sub: '4.1 ov' }, { main: '' }))

describe('[S4] the scoreboard of any sport', () => {
  it.each<[string, MatchState, string, string]>([
    ['football', state(lines({ main: '2' }, { main: '1' })), 'Home 2–1 Away', 'Home 2, Away 1'],
    ['tennis', tennis, 'Home 1 (40) – 1 (AD) Away', 'Home 1 (40), Away 1 (AD)'],
    ['cricket', cricket, 'Home 43/3 – yet to bat Away', 'Home 43/3, Away'],
    [
      'a shoot-out',
      state(lines({ main: '1 (4)' }, { main: '1 (2)' })),
      'Home 1 (4) – 1 (2) Away',
      'Home 1 (4), Away 1 (2)',
    ],
  ])('is a title and a sentence for the ear, in %s', (_sport, shown, title, spoken) => {
    expect([scoreTitle(shown), spokenScore(shown)]).toEqual([title, spoken])
  })

  it.each<Status>(['scheduled', 'delayed', 'postponed', 'cancelled'])(
    'has no score while %s, unless there is one',
    (status) => {
      const none = state({ status })
      expect([scoreRow(none, 0).hasScore, scoreInMiddle(none), scoreTitle(none)]).toEqual([false, '', 'Home v Away'])
      expect(scoreRow(state({ status, score: { home: 0, away: 1 } }), 0).hasScore).toBe(true)
      expect(scoreRow(state({ status, ...lines({ main: '12/0' }, { main: '' }) }), 0).hasScore).toBe(true)
    },
  )

  it('needs its columns where they do not add up to the score, as sets do', () => {
    expect(scoreRow(tennis, 0).needsColumns).toBe(true)
    const football = state({ ...lines({ main: '2' }, { main: '1' }), periods: [{ label: '1H', home: 2, away: 1 }] })
    expect(scoreRow(football, 0).needsColumns).toBe(false)
    expect(scoreRow(cricket, 0).needsColumns).toBe(false)
  })

  it('has a cell for each period that a side played, with who was ahead and what is being played', () => {
    expect(scoreRow(tennis, 0).home.cells).toEqual([
      { text: '7', sub: '7', isAhead: true, isNow: false },
      { text: '3', isAhead: false, isNow: false },
      { text: '2', isAhead: false, isNow: true },
    ])
    const innings = state({ periods: [{ label: '1st', home: 255 }] })
    expect(scoreRow(innings, 0).away.cells).toEqual([undefined])
  })

  it('shows nobody serving a match that is over, and who won it', () => {
    const over = state({
      status: 'final',
      result: { winner: 'away', method: 'regulation' },
      scoreline: { home: { main: '1' }, away: { main: '3' }, serving: 'home' },
    })
    const { home, away, isOver } = scoreRow(over, 0)
    expect([home.isServing, home.isLoser, away.isWinner, isOver]).toEqual([false, true, true, true])
  })
})

it.each([
  ['minute', 'up', 46 * 60_000 + 1_000, 45 * 60_000, "45+2'"],
  ['m:ss', 'down', 245_000, undefined, '4:05'],
  ['m:ss.t', 'down', 9_440, undefined, '0:09.5'],
  ['m:ss.t', 'down', 61_000, undefined, '1:01'],
] as const)('writes a clock as %s, running %s', (show, dir, baseMs, limitMs, text) => {
  expect(clockText({ running: false, at: 0, baseMs, dir, show, ...(limitMs && { limitMs }) }, 0)).toBe(text)
})
