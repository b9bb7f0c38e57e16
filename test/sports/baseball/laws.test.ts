import { describe, expect, it } from 'vitest'
import { baseballFormat, baseballPresets } from '../../../src/sports/baseball/format.ts'
import { baseball } from '../../../src/sports/baseball/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { generateGame } from '../engines/diamond/generate.ts'
import { examples } from './examples.ts'

sportLaws(baseball, examples)

describe('a game of baseball', () => {
  it('[S4] comes to the line score of a scorer with pencil and paper', () =>
    forSeeds(40, (random) => {
      const { events, format, score, halves } = generateGame(
        { format: baseballFormat, presets: baseballPresets },
        random,
      )
      const match = new MatchBuilder(baseball, format)
      for (const event of events.filter(({ type }) => type !== 'forfeit')) match.send(event.type, event)
      const { state } = match
      const lines = halves.map(({ side, runs }, index) => [String(Math.ceil((index + 1) / 2)), side, runs])
      const shown = state.periods.flatMap(({ label, home, away }) => [
        ...(away === undefined ? [] : [[label, 'away', away]]),
        ...(home === undefined ? [] : [[label, 'home', home]]),
      ])
      expect([state.score, shown]).toEqual([score, lines])
    }))
})
