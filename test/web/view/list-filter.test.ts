import { describe, expect, it } from 'vitest'
import { groupMatches } from '../../../src/client/scoreboard/match-groups.ts'
import type { MatchState } from '../../../src/match/state.ts'
import { type Filter, favouritesFirst, wantedGroups } from '../../../src/web/view/list/list-filter.ts'
import { constant } from '../../../src/web/view/shared/source.ts'
import { stateOf } from '../../client/state-builder.ts'

function groupsOf(matches: readonly (Partial<MatchState> & { match: string })[]) {
  const rows = matches.map(({ match, ...more }) => {
    const state = { ...stateOf(match), ...more }
    return { match, ...constant({ match, state, status: { kind: 'live' } as const }) }
  })
  return groupMatches(rows, (row) => row.get().state)
}
const matchesOf = (groups: readonly { rows: readonly { match: string }[] }[]) =>
  groups.flatMap(({ rows }) => rows.map(({ match }) => match))

describe('a list', () => {
  it.each<[Filter, string[]]>([
    ['all', ['break', 'live', 'next', 'over', 'walkover', 'postponed', 'cancelled']],
    ['live', ['break', 'live']],
    ['next', ['next', 'postponed']],
    ['over', ['over', 'walkover', 'cancelled']],
  ])('shows of its matches those that are %s', (filter, matches) => {
    const groups = groupsOf([
      { match: 'live' },
      { match: 'break', status: 'interrupted' },
      { match: 'next', status: 'scheduled' },
      { match: 'postponed', status: 'postponed' },
      {
        match: 'walkover',
        status: 'scheduled',
        result: { winner: 'home', method: 'walkover', text: 'Home won by walkover' },
      },
      { match: 'cancelled', status: 'cancelled', startsAt: 1 },
      { match: 'over', status: 'final' },
    ])
    expect(matchesOf(wantedGroups(groups, { filter, text: '' }))).toEqual(matches)
  })

  it('finds teams and competitions by parts of their names, whatever their case and accents', () => {
    const groups = groupsOf([
      { match: 'a', home: { name: 'Atlético Madrid' }, competition: 'La Liga' },
      { match: 'b', home: { name: 'Lyon' }, competition: 'Ligue 1' },
    ])
    const find = (text: string) => matchesOf(wantedGroups(groups, { filter: 'all', text }))
    expect([find('atletico'), find('LIGUE'), find('lyon ligue'), find('lyon liga')]).toEqual([['a'], ['b'], ['b'], []])
  })

  it('has favourites on top, once', () => {
    const groups = groupsOf([
      { match: 'a', competition: 'A' },
      { match: 'b', competition: 'B' },
    ])
    const shown = favouritesFirst(groups, new Set(['b', 'elsewhere']), 'Favourites')
    expect(shown.map(({ title }) => title)).toEqual(['Favourites', 'A'])
    expect(matchesOf(shown)).toEqual(['b', 'a'])
  })
})
