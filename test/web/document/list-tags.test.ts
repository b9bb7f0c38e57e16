import { expect, it } from 'vitest'
import type { MatchState } from '../../../src/match/state.ts'
import { drawPage } from '../../../src/web/document/draw-page.ts'
import { stateOf } from '../../client/state-builder.ts'

const ASSETS = { script: '/s', style: '/c', icon: '/i' }

function competitionPage(more: Partial<MatchState>): string {
  const state = { ...stateOf('m'), competition: 'prem-26', ...more }
  return drawPage(
    {
      site: 'T',
      base: '',
      origin: 'http://t',
      now: 0,
      kind: 'list',
      of: { kind: 'competition', competition: 'prem-26' },
      zone: 'UTC',
      matches: [{ match: 'm', epoch: 'e', seq: 1, state }],
      isNew: false,
    },
    '/competition/prem-26',
    ASSETS,
  )
}

it('describes a match that nobody played by how it ended, not as one to come', () => {
  const result = { winner: 'home', method: 'walkover', text: 'Home won by walkover' } as const
  const of = (more: Partial<MatchState>) => {
    const state = { ...stateOf('m'), ...more }
    const held = { match: 'm', epoch: 'e', seq: 1, state }
    const data = {
      site: 'T',
      base: '',
      origin: 'http://t',
      now: 0,
      kind: 'match',
      match: 'm',
      held,
      isNew: false,
    } as const
    return drawPage(data as never, '/match/m', ASSETS).match(/name="description" content="([^"]*)"/)?.[1]
  }
  const scoreline = { ...stateOf('m').scoreline, note: 'Home won by walkover' }
  expect(of({ status: 'ended', result, scoreline, periods: [] })).toMatch(/Home won by walkover$/)
  expect(of({ status: 'scheduled', periods: [] })).not.toMatch(/walkover/)
})

it('heads the page of a competition with the name that fans know, and with its id where it has no other', () => {
  const named = competitionPage({ competitionName: 'Premier League' })
  expect(named).toContain('<h1 dir="auto">Premier League</h1>')
  expect(named).toContain('<title>Premier League · T</title>')
  expect(competitionPage({})).toContain('<h1 dir="auto">prem-26</h1>')
})
