import type { MatchEvent } from '../../../src/match/event.ts'
import type { Side } from '../../../src/match/state.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sports/sport-examples.ts'

type Say = (type: string, fields?: object) => void
type Count = Record<Side, number>

/** The rules as a spectator would say them, under the preset's name. */
const GAMES = {
  cs2: { maps: 2, map: (random: SeededRandom, say: Say) => playRounds(random, say, { to: 13, each: 3, need: 4 }) },
  valorant: { maps: 2, map: (random: SeededRandom, say: Say) => playRounds(random, say, { to: 13, each: 1, need: 2 }) },
  'rainbow-six': {
    maps: 2,
    map: (random: SeededRandom, say: Say) => playRounds(random, say, { to: 7, each: 0, need: 2 }),
  },
  'rocket-league': { maps: 3, map: playGoals },
  lol: { maps: 3, map: playKills },
} as const

export interface NaiveMatch {
  readonly format: keyof typeof GAMES
  readonly events: readonly MatchEvent[]
  readonly score: Readonly<Count>
  /** Score of each map. */
  readonly maps: readonly Readonly<Count>[]
}

const NAMES = ['Mirage', 'Ancient', 'Nuke', 'Dust2', 'Inferno']
const other = (side: Side): Side => (side === 'home' ? 'away' : 'home')
const either = (random: SeededRandom): Side => random.pick(['home', 'away'] as const)

/** Plays a match map by map, and counts beside it. */
export function playNaively(
  random: SeededRandom,
  format: keyof typeof GAMES = random.pick(Object.keys(GAMES) as (keyof typeof GAMES)[]),
): NaiveMatch {
  const events: MatchEvent[] = []
  const say: Say = (type, fields = {}) => events.push({ id: `m${events.length}`, type, ...fields })
  const { maps: needed, map } = GAMES[format]
  const score = { home: 0, away: 0 }
  const maps: Count[] = []
  if (random.chance(0.5)) {
    say('veto', { action: 'ban', map: 'Overpass', team: 'home' })
    say('veto', { action: 'pick', map: 'Mirage', team: 'away' })
  }
  say('match_start')
  while (Math.max(score.home, score.away) < needed) {
    const n = maps.length + 1
    if (random.chance(0.8)) {
      say('period_start', { period: n, map: NAMES[n - 1], sides: { home: 'CT', away: 'T' } })
    }
    const played = map(random, say)
    maps.push(played)
    score[played.home > played.away ? 'home' : 'away'] += 1
  }
  return { format, events, score, maps }
}

/** Rounds in halves; level one short of the target, overtimes of `each` rounds a side, of which `need` win. */
function playRounds(
  random: SeededRandom,
  say: Say,
  { to, each, need }: { readonly to: number; readonly each: number; readonly need: number },
): Count {
  const won = { home: 0, away: 0 }
  const round = (counts: Count) => {
    const team = either(random)
    counts[team] += 1
    say('round', { team, ...(random.chance(0.3) && { how: random.pick(['elimination', 'bomb', 'defuse']) }) })
  }
  while (Math.max(won.home, won.away) < to && won.home + won.away < 2 * (to - 1)) round(won)
  if (Math.max(won.home, won.away) >= to) return won
  for (;;) {
    const extra = { home: 0, away: 0 }
    const isLevel = () => each > 0 && extra.home === each && extra.away === each
    while (Math.max(extra.home, extra.away) < need && !isLevel()) round(extra)
    won.home += extra.home
    won.away += extra.away
    if (!isLevel()) return won
  }
}

function playGoals(random: SeededRandom, say: Say): Count {
  const goals = { home: 0, away: 0 }
  const goal = () => {
    const team = either(random)
    goals[team] += 1
    say('goal', { team, player: random.pick(['Volt', 'Ember']) })
  }
  for (let left = random.int(6); left > 0; left -= 1) goal()
  if (goals.home !== goals.away) say('map_won', { team: goals.home > goals.away ? 'home' : 'away' })
  else {
    say('overtime_start')
    goal()
  }
  return goals
}

function playKills(random: SeededRandom, say: Say): Count {
  const team = either(random)
  for (let left = random.int(12); left > 0; left -= 1) {
    say('kill', { team: either(random), player: 'Volt' })
    if (random.chance(0.3)) say('objective', { team: either(random), kind: random.pick(['dragon', 'tower']) })
  }
  say('map_won', { team })
  return { home: 0, away: 0, [team]: 1, [other(team)]: 0 }
}

export function generateEsports(random: SeededRandom): PlayedMatch {
  const { format, events } = playNaively(random)
  const isStopped = random.chance(0.3)
  const cut = isStopped ? 1 + random.int(events.length) : Math.min(events.length, 150)
  const ends: MatchEvent[] = [
    ...(cut < events.length ? [{ id: 'gone', type: 'default', team: 'away' } as const] : []),
    { id: 'end', type: 'match_end' },
  ]
  return { format, events: [...events.slice(0, cut), ...ends] }
}
