import { describe, expect, it } from 'vitest'
import { badminton } from '../../../../src/sports/badminton/index.ts'
import type { TennisDetail } from '../../../../src/sports/engines/games/detail.ts'
import type { RallyDetail } from '../../../../src/sports/engines/rally/detail.ts'
import { tennis } from '../../../../src/sports/tennis/index.ts'
import { volleyball } from '../../../../src/sports/volleyball/index.ts'
import { setsMatch } from './sets-match.ts'

const start = { type: 'match_start', server: 'home' }
const volley = () => setsMatch<RallyDetail>(volleyball).send(start)
const games = (format?: object | string) => setsMatch<TennisDetail>(tennis, format).send(start)
const h = (points: number) => 'h'.repeat(points)
const a = (points: number) => 'a'.repeat(points)

describe('the scoreline of a sport of sets', () => {
  it('[S4] has the sets, the points of the set being played, and who serves', () => {
    expect(volley().points(h(25) + a(17) + h(15)).state).toMatchObject({
      scoreline: { home: { main: '1', now: '15' }, away: { main: '0', now: '17' }, serving: 'home' },
      periods: [
        { label: 'Set 1', home: 25, away: 0 },
        { label: 'Set 2', home: 15, away: 17 },
      ],
    })
  })

  it('[S4] calls the points of tennis, and counts those of a tie-break', () => {
    expect(games().points('hhhaaaa').state.scoreline).toEqual({
      home: { main: '0', now: '40' },
      away: { main: '0', now: 'AD' },
      serving: 'home',
      note: 'Break point',
    })
    const tiebreak = games().games('ha'.repeat(6)).points(h(6))
    expect(tiebreak.state.scoreline).toMatchObject({ home: { now: '6' }, away: { now: '0' }, note: 'Set point' })
    expect(tiebreak.points('h').state).toMatchObject({
      scoreline: { home: { main: '1', now: '0' }, away: { main: '0', now: '0' } },
      periods: [{ label: 'Set 1', home: 7, away: 6, sub: { home: 7, away: 0 } }],
    })
  })

  it('[S4] says what hangs on the next point: the match before the set', () => {
    expect(volley().points(h(24)).state.scoreline.note).toBe('Set point')
    expect(volley().points(h(25) + h(25) + h(24)).state.scoreline.note).toBe('Match point')
  })

  it('[S4] has no points before the start and after the end, and says then how it ended', () => {
    expect(setsMatch(volleyball).state.scoreline).toEqual({ home: { main: '0' }, away: { main: '0' } })
    expect(volley().points(h(75)).state.scoreline).toEqual({
      home: { main: '3' },
      away: { main: '0' },
      note: 'Home won 3–0 (25–0, 25–0, 25–0)',
    })
  })

  it('[S4] has the points of a golden set, and a column for it', () => {
    const golden = volley().points(h(75)).send({ type: 'golden_set' }).points(a(9))
    expect(golden.state).toMatchObject({
      scoreline: { home: { main: '3', now: '0' }, away: { main: '0', now: '9' } },
      periods: [{}, {}, {}, { label: 'Golden set', home: 0, away: 9 }],
    })
  })

  it('[S4] has no column for a set that nobody began', () => {
    const before = games().games('hhhhhh')
    expect(before.state.periods).toEqual([{ label: 'Set 1', home: 6, away: 0 }])
    expect(before.points('h').state.periods).toHaveLength(2)
    expect(before.undo().send({ type: 'retired', team: 'away' }).state).toMatchObject({
      periods: [{ label: 'Set 1', home: 6, away: 0 }],
      detail: { sets: [{ home: 6, away: 0 }] },
      result: { text: 'Home won 6–0 (Away retired)' },
    })
    expect(before.detail).not.toHaveProperty('games')
  })
})

describe('the result of a sport of sets', () => {
  it('[S4] is a draw where the sets are level at the end, with what was played', () => {
    const level = setsMatch<RallyDetail>(badminton)
      .send(start)
      .points(h(21) + a(21))
    expect(level.send({ type: 'match_end' }).state.result).toEqual({
      winner: 'draw',
      method: 'regulation',
      text: 'Draw, 1–1 (21–0, 0–21)',
    })
    const begun = setsMatch<RallyDetail>(badminton)
      .send(start)
      .points(h(5) + a(3))
    expect(begun.send({ type: 'match_end' }).state.result).toMatchObject({ winner: 'draw', text: 'Draw, 0–0 (5–3)' })
  })

  it('is no result where nothing was played', () => {
    expect(games().send({ type: 'match_end' }).state.result).toEqual({
      winner: 'none',
      method: 'no_result',
      text: 'No result',
    })
  })

  it('may be a draw after the last set of an even number', () => {
    const two = setsMatch<RallyDetail>(volleyball, { bestOf: 2, pointsToWin: 21 }).send(start)
    expect(two.points(h(21) + a(20)).state.status).toBe('live')
    expect(two.points('a').state).toMatchObject({
      status: 'ended',
      score: { home: 1, away: 1 },
      result: { winner: 'draw', text: 'Draw, 1–1 (21–0, 0–21)' },
    })
  })

  it.each([
    ['walkover', 'Home won by walkover'],
    ['default', 'Home won (Away defaulted)'],
    ['retired', 'Home won (Away retired)'],
  ])('[S4] names the winner and how, after a %s before play', (type, text) => {
    expect(games().send({ type, team: 'away' }).state.result?.text).toBe(text)
  })

  it.each(['walkover', 'default'])('has no winner where both sides lose by %s', (type) => {
    const both = games().send({ type, team: 'away' }, { type, team: 'home' })
    expect(both.state.result).toMatchObject({
      winner: 'none',
      method: type,
      text: expect.stringContaining('No winner'),
    })
    expect(both.undo().state.result).toMatchObject({ winner: 'home' })
  })

  it.each([
    [{ winner: 'away', method: 'disqualified' }, 'Away won 0–6, 0–1 (Home disqualified)'],
    [{ winner: 'home', method: 'awarded' }, 'Home won 6–0, 1–0 (awarded)'],
    [{ winner: 'away', method: 'forfeit' }, 'Away won by forfeit'],
    [{ winner: 'none', method: 'disqualified' }, 'No winner (both disqualified)'],
    [{ winner: 'home', method: 'regulation', text: 'as the feed says' }, 'as the feed says'],
  ])('[S4] has words for %o that the feed gave', (result, text) => {
    const played = games().games('hhhhhhh')
    expect(played.send({ type: 'result_set', result }).state.result?.text).toBe(text)
  })

  it('[S4] has the sets that were awarded', () => {
    const award = {
      result: { winner: 'away', method: 'awarded' },
      sets: [
        { home: 0, away: 6 },
        { home: 0, away: 6 },
      ],
    }
    const played = games()
      .games('hhhhhhh')
      .send({ type: 'result_set', ...award })
    expect(played.state).toMatchObject({
      score: { home: 0, away: 2 },
      periods: [
        { home: 0, away: 6 },
        { home: 0, away: 6 },
      ],
      result: { text: 'Away won 6–0, 6–0 (awarded)' },
    })
  })

  it('[S4] has the sets alone where the feed gave the score alone', () => {
    const told = games().send({ type: 'score_set', score: { home: 1, away: 2 } })
    expect(told.state.result?.text).toBe('Away won 2–1')
  })
})
