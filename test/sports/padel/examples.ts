import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { examples as tennisExamples } from '../tennis/examples.ts'
import { generateTennis } from '../tennis/generate.ts'
import type { NaiveRules } from '../tennis/naive-match.ts'

const TB7 = { at: 6, to: 7 }

/** A naive description of each preset. */
export const PADEL_RULES: readonly NaiveRules[] = [
  { preset: 'premier-padel', sets: 3, games: 6, tiebreak: TB7, decidedAfterDeuce: 3 },
  { preset: 'fip-tour', sets: 3, games: 6, tiebreak: TB7, decidedAfterDeuce: 3 },
  { preset: 'golden-point', sets: 3, games: 6, tiebreak: TB7, decidedAfterDeuce: 1 },
  { preset: 'match-tiebreak', sets: 3, games: 6, tiebreak: TB7, final: 'match', decidedAfterDeuce: 1 },
]

export const examples: SportExamples = {
  ...tennisExamples,
  generate: (random) => generateTennis(random, PADEL_RULES),
}
