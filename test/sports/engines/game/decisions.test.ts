import { describe, expect, it } from 'vitest'
import type { Side } from '../../../../src/match/state.ts'
import { americanFootball } from '../../../../src/sports/american-football/index.ts'
import { australianRules } from '../../../../src/sports/australian-rules/index.ts'
import { basketball } from '../../../../src/sports/basketball/index.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { fieldHockey } from '../../../../src/sports/field-hockey/index.ts'
import { handball } from '../../../../src/sports/handball/index.ts'
import { iceHockey } from '../../../../src/sports/ice-hockey/index.ts'
import { presentationOf } from '../../../../src/sports/presentations.ts'
import { rugbyLeague } from '../../../../src/sports/rugby-league/index.ts'
import { rugbyUnion } from '../../../../src/sports/rugby-union/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

/** A match that is level, or not, when these periods have been played. */
function played(sport: Sport, format: unknown, periods: number, score = { home: 0, away: 0 }): MatchBuilder {
  const m = new MatchBuilder(sport, format)
  m.send('match_start')
  for (let n = 1; n <= periods; n += 1) {
    m.send('period_start', { period: n })
    if (n === 1 && score.home + score.away > 0) m.send('score_set', { score })
    m.send('period_end', { period: n })
  }
  return m
}

/** What a board shows of where the match is. */
function where({ state }: MatchBuilder): string {
  return `${state.phase} ${state.period?.label} ${state.clock ? state.clock.baseMs / 60_000 : 'untimed'}`
}

function begin(m: MatchBuilder, period: number): string {
  m.send('period_start', { period })
  return where(m)
}

function attempts(m: MatchBuilder, ...kicks: readonly (readonly [Side, boolean])[]): void {
  for (const [team, scored] of kicks) m.send('shootout_attempt', { team, scored })
}

const IN = true
const MISSED = false

describe('overtime', () => {
  it.each([
    ['basketball', basketball, 'fiba', 4, 'overtime_1 OT 5'],
    ['basketball, NBA', basketball, 'nba', 4, 'overtime_1 OT 5'],
    ['3x3', basketball, '3x3', 1, 'overtime_1 OT untimed'],
    ['ice hockey', iceHockey, 'nhl', 3, 'overtime_1 OT 5'],
    ['ice hockey, play-offs', iceHockey, 'nhl-playoffs', 3, 'overtime_1 OT 20'],
    ['ice hockey, IIHF play-offs', iceHockey, 'iihf-playoffs', 3, 'overtime_1 OT 10'],
    ['American football', americanFootball, 'nfl', 4, 'overtime_1 OT 10'],
    ['American football, play-offs', americanFootball, 'nfl-playoffs', 4, 'overtime_1 OT 15'],
    ['American football, college', americanFootball, 'college', 4, 'overtime_1 OT untimed'],
    ['rugby union', rugbyUnion, 'knockout', 2, 'overtime_1 ET1 80'],
    ['sevens', rugbyUnion, 'sevens-knockout', 2, 'overtime_1 ET1 14'],
    ['rugby league', rugbyLeague, 'nrl', 2, 'overtime_1 ET1 80'],
    ['handball', handball, 'cup', 2, 'overtime_1 ET1 60'],
    ['Australian rules', australianRules, 'afl-finals', 4, 'overtime_1 ET1 0'],
  ])('of %s has a label, a phase and a length of its own', (_, sport, format, periods, expected) => {
    const m = played(sport, format, periods)
    expect(m.state.phase).toBe('awaiting_overtime')
    expect(begin(m, periods + 1)).toBe(expected)
  })

  it.each([
    ['handball, league', handball, 'league', 2],
    ['field hockey, league', fieldHockey, 'league', 4],
    ['rugby union', rugbyUnion, 'fifteens', 2],
    ['Australian rules', australianRules, 'afl', 4],
    ['an Elam game', basketball, 'elam', 4],
  ])('does not follow in %s', (_, sport, format, periods) => {
    const m = played(sport, format, periods)
    m.send('match_end')
    expect(m.state.result).toMatchObject({ winner: 'draw', method: 'regulation' })
  })

  it('does not follow where somebody leads', () => {
    expect(played(basketball, 'fiba', 4, { home: 70, away: 69 }).state.phase).toBe('ended')
  })

  it('in two halves is played to the end of the second, and again', () => {
    const m = played(handball, 'cup', 2)
    expect(begin(m, 3)).toBe('overtime_1 ET1 60')
    m.send('goal', { team: 'home', period: 3, clock: '61:00' })
    m.send('period_end', { period: 3 })
    expect(m.state.phase).toBe('overtime_half_time')
    expect(begin(m, 4)).toBe('overtime_2 ET2 65')
    m.send('goal', { team: 'away', period: 4, clock: '66:00' })
    m.send('period_end', { period: 4 })
    expect(m.state.phase).toBe('awaiting_overtime')
    expect(begin(m, 5)).toBe('overtime_3 ET3 70')
    m.send('period_end', { period: 5 })
    m.send('period_start', { period: 6 })
    m.send('period_end', { period: 6 })
    expect(m.state.phase).toBe('awaiting_shootout')
  })

  it('is named in the result as its fans name it', () => {
    const text = (sport: Sport, format: string, n: number, event: object) => {
      const m = played(sport, format, n)
      m.send('period_start', { period: n + 1 })
      m.send('score', { team: 'away', points: 2, ...event })
      m.send('match_end')
      return m.state.result
    }
    expect(text(basketball, 'nba', 4, {})).toEqual({
      winner: 'away',
      method: 'overtime',
      text: 'Blues won 2–0 in overtime',
    })
    expect(text(handball, 'cup', 2, {})).toEqual({
      winner: 'away',
      method: 'extra_time',
      text: 'Blues won 2–0 after extra time',
    })
  })

  it('of rugby union is followed by sudden death, and that by kicks', () => {
    const m = played(rugbyUnion, 'knockout', 4)
    expect(m.state.phase).toBe('awaiting_sudden_death')
    expect(begin(m, 5)).toBe('sudden_death SD 100')
    m.send('period_end', { period: 5 })
    expect(m.state.phase).toBe('awaiting_shootout')
    attempts(m, ['home', IN], ['away', MISSED], ['home', IN], ['away', MISSED], ['home', IN], ['away', MISSED])
    m.send('match_end')
    expect(m.state).toMatchObject({ score: { home: 0, away: 0 }, scoreline: { home: { main: '0 (3)' } } })
    expect(m.state.result?.text).toBe('Reds won in a shoot-out, 0–0 (3–0)')
  })
})

describe('sudden death', () => {
  it('ends the match with the first lead in overtime, and goes on if it is taken back', () => {
    const m = played(iceHockey, 'nhl', 3)
    m.send('period_start', { period: 4 })
    m.send('goal', { id: 'winner', team: 'home', period: 4, clock: '3:10' })
    expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'home', method: 'overtime' } })
    m.delete('winner', 'offside')
    expect(m.state).toMatchObject({ status: 'live', phase: 'overtime_1' })
    expect(m.state.result).toBeUndefined()
  })

  it('does not end regulation', () => {
    const m = played(iceHockey, 'nhl', 2)
    m.send('period_start', { period: 3 })
    m.send('goal', { team: 'home', period: 3, clock: '3:10' })
    expect(m.state.status).toBe('live')
  })

  it('ends the period of rugby union that has it, and not the extra time before', () => {
    const m = played(rugbyUnion, 'knockout', 2)
    m.send('period_start', { period: 3 })
    m.send('penalty_goal', { team: 'home', made: true })
    expect(m.state.status).toBe('live')
    m.send('penalty_goal', { team: 'away', made: true })
    for (const n of [3, 4]) m.send('period_end', { period: n })
    m.send('period_start', { period: 5 })
    m.send('drop_goal', { team: 'away', made: true })
    expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'away', method: 'extra_time' } })
  })

  it('is over at half-time of a golden point that was scored', () => {
    const m = played(rugbyLeague, 'nrl', 3)
    expect(m.state.phase).toBe('overtime_half_time')
    m.send('period_start', { period: 4 })
    m.send('drop_goal', { team: 'home', made: true })
    expect(m.state).toMatchObject({ status: 'ended', result: { text: 'Reds won 1–0 in golden point' } })
  })

  it('leaves a match of the season drawn after ten minutes of golden point', () => {
    const m = played(rugbyLeague, 'nrl', 4)
    expect(m.state.phase).toBe('ended')
    expect(played(rugbyLeague, 'nrl-finals', 4).state.phase).toBe('awaiting_overtime')
  })
})

describe('the words of overtime', () => {
  it.each([
    [5, 'Reds won 1–0 in overtime'],
    [6, 'Reds won 1–0 in double overtime'],
    [7, 'Reds won 1–0 in triple overtime'],
    [8, 'Reds won 1–0 in 4 overtimes'],
  ])('count how many there were: period %i', (last, text) => {
    const m = played(basketball, 'nba', last - 1)
    m.send('period_start', { period: last })
    m.send('free_throw', { team: 'home', made: true })
    m.send('match_end')
    expect(m.state.result?.text).toBe(text)
  })

  it('take the tries for two of a college overtime for what they are, from the third one on', () => {
    const m = played(americanFootball, 'college', 5)
    const tryOf = (period: number) => {
      m.send('period_start', { period })
      return m.send('two_point_conversion', { team: 'home', made: false }).warnings.map(({ code }) => code)
    }
    expect(tryOf(6)).toEqual(['out-of-order'])
    expect(tryOf(7)).toEqual([])
  })
})

describe('a score to reach', () => {
  it('ends 3x3 at 21, and not with two more in regulation', () => {
    const m = new MatchBuilder(basketball, '3x3')
    m.send('period_start', { period: 1 })
    m.send('score_set', { score: { home: 19, away: 20 } })
    m.send('field_goal', { team: 'home', points: 1 })
    expect(m.state.status).toBe('live')
    m.send('field_goal', { team: 'home', points: 1 })
    expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'home', method: 'regulation' } })
  })

  it('ends overtime of 3x3 with two points of one side, whatever the score', () => {
    const m = played(basketball, '3x3', 1, { home: 20, away: 20 })
    m.send('period_start', { period: 2 })
    m.send('free_throw', { team: 'home', made: true })
    m.send('free_throw', { team: 'away', made: true })
    expect(m.state.status).toBe('live')
    m.send('free_throw', { team: 'away', made: true })
    expect(m.state).toMatchObject({ status: 'ended', result: { text: 'Blues won 22–21 in overtime' } })
  })

  it('of an Elam ending is set while it is played', () => {
    const m = played(basketball, 'elam', 3, { home: 60, away: 58 })
    m.send('period_start', { period: 4 })
    m.send('target_score', { target: 63 })
    expect(m.state.scoreline.note).toBe('First to 63 wins')
    m.send('field_goal', { team: 'away', points: 3 })
    expect(m.state.status).toBe('live')
    m.send('field_goal', { team: 'home', points: 3 })
    expect(m.state).toMatchObject({ status: 'ended', score: { home: 63, away: 61 } })
  })

  it('may be a lead', () => {
    const m = new MatchBuilder(fieldHockey, { mercyLead: 2 })
    m.send('period_start', { period: 1 })
    m.send('goal', { team: 'home' })
    expect(m.state.status).toBe('live')
    m.send('goal', { team: 'home' })
    expect(m.state.status).toBe('ended')
  })
})

describe('a shoot-out', () => {
  const level = { home: 2, away: 2 }

  it('that counts one and of which only the total and the winner are told has its point in a line of its own', () => {
    const m = new MatchBuilder(iceHockey, 'nhl')
    m.send('match_start')
    const lines = [1, 1, 0, 0].map((goals) => ({ home: goals, away: goals }))
    m.send('score_set', { score: { home: 3, away: 2 }, periods: lines })
    m.send('result_set', { result: { winner: 'home', method: 'shootout' } })
    m.send('match_end')
    expect(m.state).toMatchObject({ score: { home: 3, away: 2 }, result: { text: 'Reds won 3–2 in a shoot-out' } })
    expect(m.state.periods.slice(-2)).toEqual([
      { label: 'OT', home: 0, away: 0 },
      { label: 'SO', home: 1, away: 0 },
    ])
    m.send('status_set', { status: 'live' })
    expect(m.state.score).toEqual(level)
  })

  it('that counts one gives it to its winner while the game is over, in a line of its own', () => {
    const m = played(iceHockey, 'nhl', 4, level)
    attempts(m, ['home', IN], ['away', MISSED], ['home', IN], ['away', MISSED])
    expect(m.state).toMatchObject({ score: level, detail: { shootout: { home: 2, away: 0, decided: 'home' } } })
    m.send('match_end', { id: 'end' })
    expect(m.state).toMatchObject({ score: { home: 3, away: 2 }, result: { text: 'Reds won 3–2 in a shoot-out' } })
    expect(m.state.periods.at(-1)).toEqual({ label: 'SO', home: 1, away: 0 })
    m.send('status_set', { status: 'live' })
    expect(m.state.score).toEqual(level)
    expect(m.state.periods.map(({ label }) => label)).toEqual(['P1', 'P2', 'P3', 'OT'])
    m.delete('end')
    m.send('match_end')
    m.send('match_final')
    expect(m.state.score).toEqual({ home: 3, away: 2 })
  })

  it('that counts one moves with an attempt that is corrected afterwards', () => {
    const m = played(iceHockey, 'nhl', 4, level)
    attempts(m, ['home', IN], ['away', MISSED])
    m.send('shootout_attempt', { id: 'h2', team: 'home', scored: MISSED })
    m.send('shootout_attempt', { id: 'a2', team: 'away', scored: MISSED })
    m.send('shootout_attempt', { id: 'h3', team: 'home', scored: MISSED })
    m.send('shootout_attempt', { id: 'a3', team: 'away', scored: MISSED })
    m.send('match_end')
    expect(m.state.score).toEqual({ home: 3, away: 2 })
    m.edit('a2', { scored: IN })
    m.edit('a3', { scored: IN })
    expect(m.state).toMatchObject({ score: { home: 2, away: 3 }, result: { winner: 'away', method: 'shootout' } })
  })

  it.each([
    ['nhl', 3],
    ['iihf', 5],
  ])('of %s has %i rounds before every pair may decide', (format, rounds) => {
    const m = played(iceHockey, format, 4)
    const decided = () => (m.state.detail as { shootout: { decided?: Side } }).shootout.decided
    for (let n = 1; n < rounds; n += 1) attempts(m, ['home', MISSED], ['away', MISSED])
    attempts(m, ['home', IN])
    expect(decided()).toBeUndefined()
    attempts(m, ['away', IN])
    expect(decided()).toBeUndefined()
    attempts(m, ['home', MISSED])
    expect(decided()).toBeUndefined()
    attempts(m, ['away', IN])
    expect(decided()).toBe('away')
  })

  it('that stands apart leaves the score', () => {
    const m = played(fieldHockey, 'fih', 4, level)
    expect(m.state.phase).toBe('awaiting_shootout')
    attempts(m, ['home', MISSED], ['away', IN], ['home', MISSED], ['away', IN], ['home', MISSED], ['away', IN])
    expect(m.state).toMatchObject({
      phase: 'shootout',
      scoreline: { home: { main: '2 (0)' }, away: { main: '2 (3)' } },
    })
    m.send('match_end')
    expect(m.state).toMatchObject({ score: level, result: { text: 'Blues won in a shoot-out, 2–2 (0–3)' } })
  })

  it.each([
    ['score_set', { score: level, shootout: { home: 1, away: 3 } }],
    ['result_set', { result: { winner: 'away', method: 'shootout' }, shootout: { home: 1, away: 3 } }],
  ])('may be known as totals alone, from %s', (type, fields) => {
    const m = played(fieldHockey, 'fih', 4, level)
    m.send(type, fields)
    m.send('match_end')
    expect(m.state).toMatchObject({
      scoreline: { home: { main: '2 (1)' }, away: { main: '2 (3)' } },
      result: { winner: 'away', text: 'Blues won in a shoot-out, 2–2 (1–3)' },
    })
    expect((m.state.detail as { shootout: object }).shootout).toEqual({ home: 1, away: 3 })
  })

  it('that counts one and is known as totals gives its point too, unless the score has it already', () => {
    const nhl = (score: { home: number; away: number }) => {
      const m = played(iceHockey, 'nhl', 4, level)
      m.send('score_set', { score, shootout: { home: 2, away: 1 } })
      m.send('match_end')
      return m.state.result?.text
    }
    expect(nhl(level)).toBe('Reds won 3–2 in a shoot-out')
    expect(nhl({ home: 3, away: 2 })).toBe('Reds won 3–2 in a shoot-out')
  })

  it.each([
    ['the same side leads', ['home', IN] as const],
    ['the other side leads', ['away', IN] as const],
  ])(
    'that counts one is not what decided when a goal of overtime is told late, after an attempt by which %s',
    (_, first) => {
      const m = played(iceHockey, 'nhl', 4, level)
      attempts(m, [...first])
      m.send('goal', { team: 'home', period: 4, clock: '1:10' })
      expect(m.state).toMatchObject({ status: 'ended', result: { winner: 'home', text: 'Reds won 3–2 in overtime' } })
    },
  )

  it('is no overtime: a goal that is given late wins in regulation', () => {
    const m = played(fieldHockey, 'fih', 4, level)
    attempts(m, ['home', MISSED], ['away', IN])
    m.send('goal', { team: 'home', period: 4, clock: '0:10' })
    m.send('match_end')
    expect(m.state.result).toEqual({ winner: 'home', method: 'regulation', text: 'Reds won 3–2' })
  })
})

describe('a score that is awarded', () => {
  it('stands instead of the one that was played, which is kept beside it', () => {
    const m = played(handball, 'league', 2, { home: 20, away: 24 })
    m.send('match_end')
    m.send('result_set', { result: { winner: 'home', method: 'awarded' }, awardedScore: { home: 10, away: 0 } })
    expect(m.state).toMatchObject({
      score: { home: 10, away: 0 },
      detail: { playedScore: { home: 20, away: 24 }, awardedScore: { home: 10, away: 0 } },
    })
  })
})

describe('timeouts of American football', () => {
  it.each([
    ['nfl', 1, 3],
    ['nfl', 2, 2],
    ['nfl', 3, 3],
    ['nfl', 5, 2],
    ['nfl-playoffs', 5, 3],
    ['nfl-playoffs', 6, 2],
    ['nfl-playoffs', 7, 3],
    ['college', 5, 1],
    ['college', 6, 1],
  ])(
    'in %s, period %i: %i are left where one was taken in each period before (NFL 4-5, 16-1; NCAA 3-1-3)',
    (format, period, left) => {
      const m = new MatchBuilder(americanFootball, format)
      for (let n = 1; n < period; n += 1) {
        m.send('period_start', { period: n })
        m.send('timeout', { team: 'home', period: n })
      }
      m.send('period_start', { period })
      expect(m.state.scoreline.home.marks).toEqual([{ code: 'timeouts', n: left }])
    },
  )
})

it('American football has one timeout in each overtime of a college game, and ties', () => {
  const m = played(americanFootball, 'college', 4)
  m.send('period_start', { period: 5 })
  m.send('timeout', { team: 'home', period: 5 })
  const [warning] = m.send('timeout', { team: 'home', period: 5 }).warnings
  expect(warning).toMatchObject({ code: 'beyond-limit', detail: 'home has taken its timeout' })
  const tied = played(americanFootball, 'nfl', 5, { home: 20, away: 20 })
  tied.send('match_end')
  expect(tied.state.result).toEqual({ winner: 'draw', method: 'regulation', text: 'Tie, 20–20' })
})

describe('team fouls', () => {
  function fouled(format: unknown, period: number, fouls: number, clock: string): unknown {
    const m = played(basketball, format, period - 1)
    m.send('period_start', { period })
    for (let n = 0; n < fouls; n += 1) m.send('foul', { team: 'home', kind: 'personal', period, clock })
    return m.state.scoreline.away.marks
  }

  it.each([
    ['fiba', 1, 4, '5:00', undefined],
    ['fiba', 1, 5, '5:00', 1],
    ['nba', 1, 4, '5:00', undefined],
    ['nba', 1, 2, '1:59', 1],
    ['nba', 5, 3, '4:00', undefined],
    ['nba', 5, 4, '4:00', 1],
    ['ncaa-men', 1, 6, '5:00', undefined],
    ['ncaa-men', 1, 7, '5:00', 1],
    ['ncaa-men', 1, 10, '5:00', 2],
    ['3x3', 1, 6, '5:00', undefined],
    ['3x3', 1, 7, '5:00', 1],
  ] as const)('of %s in period %i: %i at %s bring the other side %s', (format, period, fouls, clock, bonus) => {
    expect(fouled(format, period, fouls, clock)).toEqual(bonus && [{ code: 'bonus', n: bonus }])
  })

  it.each([
    ['fiba', 5],
    ['nba', 0],
  ])('of the last quarter of %s leave %i in overtime, and none in the next quarter', (format, left) => {
    const m = new MatchBuilder(basketball, format)
    const fouls = () => (m.state.detail as { fouls: { home: number } }).fouls.home
    for (const period of [1, 2, 3, 4]) {
      m.send('period_start', { period })
      expect(fouls()).toBe(0)
      for (let n = 0; n < 5; n += 1) m.send('foul', { team: 'home' })
      m.send('period_end', { period })
    }
    m.send('period_start', { period: 5 })
    expect(fouls()).toBe(left)
  })
})

it('[S4] the end of a game that a shoot-out won is told with the score that it made', () => {
  const m = played(iceHockey, 'nhl', 4)
  attempts(m, ['home', IN], ['away', MISSED], ['home', IN], ['away', MISSED])
  const { state: before } = m
  m.send('match_end')
  const entry = { event: { id: 'end', type: 'match_end' }, isDeleted: false, before, after: m.state }
  expect(presentationOf('ice-hockey').story.tell([entry], m.state)[0]?.item.score).toBe('1–0')
})

it.each([
  [true, 'goal'],
  [false, 'plain'],
])('a kick is told as a goal only if it was made: %s', (made, tone) => {
  const m = played(rugbyUnion, 'fifteens', 0)
  const { state: before } = m
  const event = { id: 'k', type: 'penalty_goal', team: 'home', made } as const
  m.send(event.type, event)
  const told = presentationOf('rugby-union').story.tell([{ event, isDeleted: false, before, after: m.state }], m.state)
  expect(told[0]?.item.tone).toBe(tone)
})
