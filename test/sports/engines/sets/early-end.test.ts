import { describe, expect, it } from 'vitest'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { tennis } from '../../../../src/sports/tennis/index.ts'
import { volleyball } from '../../../../src/sports/volleyball/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

function started(sport: Sport = volleyball, format?: object) {
  const match = new MatchBuilder(sport, format)
  match.send('match_start', { server: 'home' })
  return match
}

function play(match: MatchBuilder, winners: string, fields: object = {}) {
  for (const letter of winners) match.send('point', { team: letter === 'h' ? 'home' : 'away', ...fields })
}

const codes = ({ warnings }: ReturnType<MatchBuilder['send']>) => warnings.map(({ code }) => code)

describe('a set that the feed ends', () => {
  it('is closed by period_end at the score shown, with a warning', () => {
    const match = started()
    play(match, 'hhhaa')
    const ended = match.send('period_end', { period: 1 })
    expect(ended.warnings).toEqual([{ code: 'set-ended-early', detail: 'period_end closes set 1 at 3–2' }])
    expect(match.state).toMatchObject({
      score: { home: 1, away: 0 },
      periods: [{ label: 'Set 1', home: 3, away: 2 }],
      period: { n: 2 },
    })
  })

  it('is closed by the beginning of a later one', () => {
    const match = started()
    play(match, 'hha')
    expect(codes(match.send('period_start', { period: 1 }))).not.toContain('set-ended-early')
    expect(codes(match.send('period_start', { period: 2 }))).toEqual(['set-ended-early'])
    play(match, 'a')
    expect(match.state).toMatchObject({
      score: { home: 1 },
      periods: [
        { home: 2, away: 1 },
        { home: 0, away: 1 },
      ],
    })
  })

  it('gets its last point although that comes late, and what came after it stays in its own set', () => {
    const match = started(volleyball, { pointsToWin: 3 })
    play(match, 'hh', { period: 1 })
    match.send('period_end', { period: 1 })
    match.send('period_start', { period: 2 })
    play(match, 'aa', { period: 2 })
    play(match, 'h', { period: 1 })
    expect(match.state).toMatchObject({
      score: { home: 1, away: 0 },
      periods: [
        { home: 3, away: 0 },
        { home: 0, away: 2 },
      ],
    })
  })

  it('stays open where it is level, or another is named, or it is over already', () => {
    const match = started(volleyball, { pointsToWin: 3 })
    play(match, 'ha')
    expect(codes(match.send('period_end', { period: 1 }))).not.toContain('set-ended-early')
    play(match, 'hh')
    expect(match.state.score).toEqual({ home: 1, away: 0 })
    expect(codes(match.send('period_end', { period: 1 }))).not.toContain('set-ended-early')
    expect(match.state.periods).toHaveLength(1)

    const other = started()
    play(other, 'hha')
    expect(codes(other.send('period_end', { period: 2 }))).not.toContain('set-ended-early')
    expect(other.state.score).toEqual({ home: 0, away: 0 })
  })

  it('ends the match where it decides it', () => {
    const match = started(volleyball, { bestOf: 1 })
    play(match, 'hh')
    match.send('period_end', { period: 1 })
    expect(match.state).toMatchObject({ status: 'ended', result: { winner: 'home', text: 'Reds won 1–0 (2–0)' } })
  })

  it('goes to who leads the tie-break where the games are level', () => {
    const match = started(tennis)
    for (let game = 0; game < 6; game += 1) play(match, 'hhhhaaaa')
    play(match, 'hhha')
    match.send('period_end', { period: 1 })
    expect(match.state.periods[0]).toEqual({ label: 'Set 1', home: 7, away: 6, sub: { home: 3, away: 1 } })
  })

  it('has no winner after a second default, which is no surprise', () => {
    const match = started()
    match.send('default', { team: 'home' })
    expect(codes(match.send('default', { team: 'away' }))).toEqual([])
    expect(match.state.result).toMatchObject({ winner: 'none' })
  })
})
