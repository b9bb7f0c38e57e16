import type { MatchEvent } from '../../../src/match/event.ts'
import { generateCricket } from '../../sports/cricket/generate.ts'
import { generateFootball } from '../../sports/football/generate.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'

/** What one match's feed has to tell, in playing order. */
export interface Story {
  readonly sport: string
  readonly format?: unknown
  readonly events: readonly MatchEvent[]
}

type Teller = (random: SeededRandom) => Story

const SIDES = ['home', 'away'] as const
const ENOUGH = 400

/** Point after point, also beyond the end: feeds do that, and a live score is never blocked. */
const points =
  (sport: string, fields: (random: SeededRandom) => object = () => ({})): Teller =>
  (random) => ({
    sport,
    events: [
      { id: 'start', type: 'match_start' },
      ...Array.from({ length: ENOUGH }, (_, index) => ({
        id: `p${index + 1}`,
        type: 'point',
        team: random.pick(SIDES),
        ...fields(random),
      })),
    ],
  })

const TELLERS: readonly Teller[] = [
  (random) => ({ sport: 'football', ...generateFootball(random) }),
  (random) => ({ sport: 'cricket', ...generateCricket(random) }),
  points('tennis'),
  (random) => ({ sport: 'football', ...generateFootball(random) }),
  points('volleyball'),
  (random) => ({ sport: 'cricket', ...generateCricket(random) }),
  points('table-tennis'),
  (random) => ({ sport: 'football', ...generateFootball(random) }),
  points('badminton'),
  (random) => ({
    sport: 'generic',
    events: [
      { id: 'start', type: 'match_start' },
      ...Array.from({ length: ENOUGH }, (_, index) => ({
        id: `s${index + 1}`,
        type: 'score',
        team: random.pick(SIDES),
        points: 1 + random.int(3),
      })),
    ],
  }),
]

/** The story of match number `index` of a run. */
export function tellStory(index: number, random: SeededRandom): Story {
  return (TELLERS[index % TELLERS.length] as Teller)(random)
}
