import { expect, it } from 'vitest'
import { presentationOf } from '../../../../src/sports/presentations.ts'
import { sportNamed } from '../../../../src/sports/registry.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

function playing(sport: string, type: string, fields: object, format?: unknown): MatchBuilder {
  const found = sportNamed(sport)
  if (found === undefined) throw new Error(`there is no sport ${sport}`)
  const match = new MatchBuilder(found, format)
  match.send('match_start')
  match.send(type, fields)
  return match
}

it.each([
  ['volleyball', 'point', { team: 'home' }, undefined, 'Score by set'],
  ['squash', 'point', { team: 'home' }, undefined, 'Score by game'],
  ['snooker', 'pot', { team: 'home', ball: 'red' }, undefined, 'Score by frame'],
  ['snooker', 'frame_won', { team: 'home' }, { bestOf: 19 }, 'Score by frame'],
  ['darts', 'leg_won', { team: 'home' }, undefined, 'Score by leg'],
  ['basketball', 'field_goal', { team: 'home', points: 2 }, undefined, 'Score by period'],
] as const)('the table of %s after a %s is called by what its columns are', (sport, type, fields, format, title) => {
  const { state } = playing(sport, type, fields, format)
  expect(presentationOf(sport).panels(state)[0]?.title).toBe(title)
})

it('the name of a map is said once, with who picked it where that is known', () => {
  const match = playing('esports', 'period_start', { period: 1, map: 'Mirage' })
  expect([match.state.scoreline.note, presentationOf('esports').summary(match.state)]).toEqual(['Mirage', []])
  const picked = playing('esports', 'period_start', { period: 1, map: 'Mirage', pickedBy: 'away' })
  expect(presentationOf('esports').summary(picked.state)).toMatchObject([{ facts: ['Mirage, picked by Blues'] }])
})
