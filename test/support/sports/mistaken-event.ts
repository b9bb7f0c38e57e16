import type { MatchEvent } from '../../../src/match/event.ts'
import type { SeededRandom } from '../seeded-random.ts'

type Mistake = (random: SeededRandom, value: unknown) => unknown

const otherSide: Mistake = (_, value) => (value === 'home' ? 'away' : 'home')
const someone: Mistake = (random) => random.pick(['home 1', 'home 2', 'away 1', 'away 2', 'Nobody'])
const someRuns: Mistake = (random) => random.int(7)

/** What a person may enter wrongly in an event of any sport, without making it invalid. */
const MISTAKES: Readonly<Record<string, Mistake>> = {
  team: otherSide,
  side: otherSide,
  batting: otherSide,
  winner: otherSide,
  server: otherSide,
  first: otherSide,
  player: someone,
  on: someone,
  off: someone,
  striker: someone,
  nonStriker: someone,
  bowler: someone,
  points: (random) => random.int(9),
  runs: (random) => 1 + random.int(40),
  bat: someRuns,
  wides: someRuns,
  noBalls: someRuns,
  byes: someRuns,
  legByes: someRuns,
  penalty: someRuns,
  minutes: (random) => random.int(20),
  score: (random) => ({ home: random.int(9), away: random.int(9) }),
  scored: (_, value) => !value,
  card: (random) => random.pick(['yellow', 'red']),
  ownGoal: (_, value) => !value,
}

/** Fields that may be there or not. */
const WICKETS = [
  [],
  [{ kind: 'bowled' }],
  [{ kind: 'run_out', playerOut: 'home 2', fielders: ['cover'] }],
  [{ kind: 'retired_hurt' }],
  [{ kind: 'retired_not_out', playerOut: 'away 1' }],
]

/** The event with a mistake in it: another team, player or number of points, or a wicket that never fell. */
export function mistaken(random: SeededRandom, event: MatchEvent): MatchEvent {
  const names = Object.keys(event).filter((name) => Object.hasOwn(MISTAKES, name))
  const wrong = names.filter(() => random.chance(0.5))
  const fields = wrong.map((name) => [name, MISTAKES[name]?.(random, event[name])] as const)
  const wickets = event.type === 'delivery' && random.chance(0.5) && { wickets: random.pick(WICKETS) }
  return { ...event, ...Object.fromEntries(fields), ...wickets }
}
