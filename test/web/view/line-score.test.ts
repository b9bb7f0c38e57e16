import { expect, it } from 'vitest'
import { sportNamed } from '../../../src/sports/registry.ts'
import { drawPage } from '../../../src/web/document/draw-page.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

const ASSETS = { script: '/s', style: '/c', icon: '/i' }

/** The match's page after these events, each with its fields. */
function pageAfter(sport: string, ...events: readonly (readonly [type: string, fields?: object])[]): string {
  const found = sportNamed(sport)
  if (found === undefined) throw new Error(`there is no sport ${sport}`)
  const match = new MatchBuilder(found)
  for (const [type, fields] of events) match.send(type, fields)
  const { state } = match
  const held = { match: 'm', epoch: 'e', seq: 1, state }
  return drawPage({ site: 'T', base: '', origin: 'http://t', now: 0, kind: 'match', match: 'm', held }, '/', ASSETS)
}

it('heads the columns of a set sport with numbers, total and points, and does not repeat them in a panel', () => {
  const page = pageAfter('volleyball', ['match_start'], ['point', { team: 'home' }])
  expect(page).toContain('<abbr title="Set 1">1</abbr>')
  expect(page).toMatch(/>Total<\/th>.*>Points<\/th>/)
  expect(page).not.toContain('Score by set')
})

it('shows the score by periods once it says more than the score', () => {
  const first = [
    ['period_start', { period: 1 }],
    ['field_goal', { team: 'home', points: 2 }],
  ] as const
  expect(pageAfter('basketball', ...first)).not.toContain('Score by period')
  expect(pageAfter('basketball', ...first, ['period_end', { period: 1 }], ['period_start', { period: 2 }])).toMatch(
    /has-periods"><h2>Score by period/,
  )
})

it('keeps hits and errors of the first inning, which the score does not say', () => {
  const page = pageAfter('baseball', ['half_inning_start', { period: 1, half: 'top' }])
  expect(page).toMatch(/<table class="numbers( has-codes)?">.*title="Errors"/)
})

it('shows no set of a tennis match that has not begun, and the first once it has', () => {
  expect(pageAfter('tennis')).not.toContain('board-table')
  expect(pageAfter('tennis', ['match_start', { server: 'home' }])).toContain('board-table')
})

it('ends no line within a score', () => {
  const sets = [
    { home: 25, away: 23 },
    { home: 25, away: 19 },
    { home: 25, away: 20 },
  ]
  const page = pageAfter('volleyball', ['match_start'], ['score_set', { sets, reason: 'late' }], ['match_end'])
  expect(page).toContain('<span class="whole">(25–23,</span>')
})
