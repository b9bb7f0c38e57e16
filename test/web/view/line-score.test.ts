import { expect, it } from 'vitest'
import { sportNamed } from '../../../src/sports/registry.ts'
import { drawPage } from '../../../src/web/document/draw-page.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'

const ASSETS = { script: '/s', style: '/c', icon: '/i' }

const SITE = { site: 'T', base: '', origin: 'http://t', now: 0 }

/** Events, each with its fields. */
type Sent = readonly (readonly [type: string, fields?: object])[]

function heldAfter(sport: string, events: Sent) {
  const found = sportNamed(sport)
  if (found === undefined) throw new Error(`there is no sport ${sport}`)
  const match = new MatchBuilder(found)
  for (const [type, fields] of events) match.send(type, fields)
  return { match: 'm', epoch: 'e', seq: 1, state: match.state }
}

function pageAfter(sport: string, ...events: Sent): string {
  return drawPage({ ...SITE, kind: 'match', match: 'm', held: heldAfter(sport, events) }, '/', ASSETS)
}

function listAfter(sport: string, ...events: Sent): string {
  const matches = [heldAfter(sport, events)]
  return drawPage({ ...SITE, kind: 'list', of: { kind: 'today' }, zone: 'UTC', matches, isNew: false }, '/', ASSETS)
}

it('heads the columns of a set sport with numbers and the total, and says its points once', () => {
  const page = pageAfter('volleyball', ['match_start'], ['point', { team: 'home' }])
  expect(page).toContain('<abbr title="Set 1">1</abbr>')
  expect(page).toContain('>Total</th></tr>')
  expect(page).not.toContain('Score by set')
  const list = listAfter('volleyball', ['match_start'], ['point', { team: 'home' }])
  expect(list).toContain(
    '<span class="cells"><span class="cell main"> 0</span><span class="cell points"> 1</span></span>',
  )
})

it('keeps the games of a tennis set beside its points', () => {
  const second = {
    reason: 'late',
    sets: [{ home: 6, away: 1 }],
    games: { home: 0, away: 1 },
    points: { home: '0', away: '0' },
    server: 'home',
  }
  const list = listAfter('tennis', ['match_start', { server: 'home' }], ['score_set', second])
  expect(
    list
      .match(/class="cell \w+/g)
      ?.slice(0, 4)
      .map((each) => each.slice(12)),
  ).toEqual(['part', 'part', 'main', 'points'])
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
