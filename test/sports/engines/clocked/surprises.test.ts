import { expect, it } from 'vitest'
import { basketball } from '../../../../src/sports/basketball/index.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { football } from '../../../../src/sports/football/index.ts'
import { MatchBuilder } from '../../../support/sports/match-builder.ts'

it.each<[string, Sport, number]>([
  ['all that the sport has', football, 5],
  ['eight where overtimes have no end', basketball, 8],
])('[H4] a period that there is not is answered with the names of those that there are: %s', (_which, sport, count) => {
  const { warnings } = new MatchBuilder(sport).send('period_start', { period: 'sixth' })
  const [{ code, detail }] = warnings as [(typeof warnings)[0]]
  expect(code).toBe('unknown-period')
  expect(detail).toMatch(/^there is no period sixth; say its number, or /)
  expect(detail?.split(', or ')[1]?.split(', ')).toHaveLength(count)
})
