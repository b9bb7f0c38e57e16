import { expect, it } from 'vitest'
import type { MatchEvent } from '../../../../src/match/event.ts'
import { rememberMoment } from '../../../../src/sports/contract/warnings/twice.ts'
import { NOTHING_REMEMBERED, type RememberedRules, remember } from '../../../../src/sports/engines/game/remembered.ts'

const eventOf = (type: string, more: object): MatchEvent => ({ id: 'e', type, team: 'home', ...more }) as MatchEvent

it('remembers the last 100 players of whom something counts, however many a feed invents', () => {
  const rules: RememberedRules = {
    worth: () => 0,
    dismisses: ({ type }) => type === 'card',
    mostOfPlayer: { type: 'foul', n: 6, what: 'fouls' },
  }
  let remembered = NOTHING_REMEMBERED
  for (let n = 0; n < 150; n += 1) {
    remembered = remember(rules, remembered, eventOf('card', { player: `P${n}` }))
    remembered = remember(rules, remembered, eventOf('foul', { player: `P${n}` }))
  }
  const last = Array.from({ length: 100 }, (_, n) => `home P${n + 50}`)
  expect(remembered.dismissed).toEqual(last)
  expect(Object.keys(remembered.done ?? {})).toEqual(last)
})

it('remembers the last eight moments', () => {
  let moments: readonly string[] = []
  for (let n = 10; n < 30; n += 1) moments = rememberMoment(moments, eventOf('goal', { clock: `${n}:00` }))
  expect(moments.map((moment) => moment.split('|').at(-1))).toEqual(Array.from({ length: 8 }, (_, n) => `${n + 22}:00`))
})
