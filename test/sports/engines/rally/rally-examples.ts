import { expect } from 'vitest'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import type { RallyDetail } from '../../../../src/sports/engines/rally/detail.ts'
import type { KeyEventRow, SportExamples } from '../../../support/sports/sport-examples.ts'
import { columnNow, expectOneStory } from '../sets/expect-scoreline.ts'
import { type Extras, generateRally, RALLY_RULES } from './generate.ts'

const home = { team: 'home' }
const away = { team: 'away' }

/** Of a sport whose sets are played to `points`. */
export function rallyExamples(sport: Sport, points: number, extras?: Extras): SportExamples {
  const rules = RALLY_RULES.find(([each]) => each === sport)?.[1]
  if (rules === undefined) throw new Error(`${sport.name} is not in RALLY_RULES (generate.ts): add how it is counted`)
  return {
    generate: (random) => generateRally(rules, random, extras),
    scoreline: { columnOf: columnNow },
    expectConsistent(state) {
      const { score, detail } = state
      expectOneStory(state)
      const { sets } = detail as RallyDetail
      expect(score).toEqual({
        home: sets.filter(({ home, away }) => home > away).length,
        away: sets.filter(({ home, away }) => away > home).length,
      })
    },
    keyEvents: keyEvents(points),
  }
}

/** The set is won by the next point of `home`. */
const keyEvents = (points: number): KeyEventRow[] => [
  ['told', { type: 'match_start' }],
  ['not told', { type: 'point', ...home }],
  ['told', { type: 'card', ...home, card: 'yellow' }],
  ['told', { type: 'score_set', sets: [], points: { home: points - 1, away: 3 } }],
  ['not told', { type: 'point', ...away }],
  ['told', { type: 'point', ...home }],
  ['not told', { type: 'point', ...home }],
  ['not told', { type: 'timeout', ...away }],
  ['told', { type: 'period_start', period: 2 }],
  ['told', { type: 'period_end', period: 2 }],
  ['told', { type: 'retired', ...away }],
]
