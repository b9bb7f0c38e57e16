import { describe, expect, it } from 'vitest'
import { groupMatches } from '../../../src/client/scoreboard/match-groups.ts'
import type { MatchState, Status } from '../../../src/match/state.ts'
import { matchColours, matchHues, monogram } from '../../../src/web/view/shared/team-colour.ts'
import { stateOf } from '../../client/state-builder.ts'

describe('groupMatches', () => {
  const row = (match: string, competition: string, status: Status, startsAt = 0) => ({
    state: { ...stateOf(match), competition, status, startsAt } as MatchState,
  })

  it('puts competitions that are being played first, and in each what is live, then what comes, then what was', () => {
    const rows = [
      row('old', 'A', 'final'),
      row('soon', 'B', 'scheduled', 5),
      row('now', 'B', 'live', 9),
      row('was', 'B', 'ended'),
      // Nobody has played it, and nobody will.
      {
        state: {
          ...row('walkover', 'B', 'scheduled', 7).state,
          result: { winner: 'home', method: 'walkover' } as const,
        },
      },
    ]
    const groups = groupMatches(rows, ({ state }) => state).map(({ title, rows: members }) => [
      title,
      members.map(({ state }) => state.match),
    ])
    expect(groups).toEqual([
      ['B', ['now', 'soon', 'was', 'walkover']],
      ['A', ['old']],
    ])
  })

  it('keeps sports apart that call their competitions alike, and names those without one by the sport', () => {
    const cup = { ...row('a', 'Cup', 'live').state, sport: 'tennis' }
    const { competition: _, ...friendly } = row('c', '', 'live').state
    const groups = groupMatches(
      [row('b', 'Cup', 'live'), { state: cup }, { state: friendly as MatchState }],
      ({ state }) => state,
    )
    expect(groups.map(({ title, sport }) => `${sport} ${title}`).sort()).toEqual([
      'football Cup',
      'football Football',
      'tennis Cup',
    ])
  })
})

describe('team colours', () => {
  it('never gives the two sides of a match colours that look alike', () => {
    const names = ['ARS', 'CHE', 'LIV', 'MCI', 'EVE', 'TOT', 'NEW', 'AVL', 'WHU', 'FUL', 'BHA', 'BRE', 'CRY', 'BOU']
    for (const home of names) {
      for (const away of names) {
        const hues = matchHues({ name: home, code: home }, { name: away, code: away })
        const distance = Math.abs(((hues.home - hues.away + 540) % 360) - 180)
        expect(distance, `${home} ${away}`).toBeGreaterThanOrEqual(45)
      }
    }
  })

  it('takes the colour of the fixture, with letters that can be read on it', () => {
    const colours = matchColours({ name: 'A', colour: '#ffee00' }, { name: 'B', colour: '#102040' })
    expect(colours).toEqual({
      home: { ground: '#ffee00', ink: '#000000' },
      away: { ground: '#102040', ink: '#ffffff' },
    })
    // Orange: black letters have 7 : 1 on it, white ones 3 : 1.
    expect(matchColours({ name: 'A', colour: '#ff6a00' }, { name: 'B' }).home.ink).toBe('#000000')
    expect(matchColours({ name: 'A', colour: 'url(x)' }, { name: 'B' }).home.ground).toMatch(/^#[0-9a-f]{6}$/)
  })

  it('makes letters of the code, the initials, or the beginning of the name', () => {
    expect(monogram({ name: 'Arsenal', code: 'ars' })).toBe('ARS')
    expect(monogram({ name: 'Los Angeles Lakers' })).toBe('LAL')
    expect(monogram({ name: 'Świątek' })).toBe('ŚWI')
    expect(monogram({ name: 'Østers IF' })).toBe('ØI')
  })
})
