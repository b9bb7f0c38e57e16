import type { MatchEvent } from '../../../src/match/event.ts'
import type { Side } from '../../../src/match/state.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { PlayedMatch } from '../../support/sports/sport-examples.ts'

/** The rules as a spectator would say them, under the preset's name. */
interface NaiveRules {
  readonly from: number
  readonly sets: number
  readonly legs: number
  readonly clear?: number
}

const RULES: Readonly<Record<string, NaiveRules>> = {
  'legs-11': { from: 501, sets: 1, legs: 6 },
  'world-matchplay': { from: 501, sets: 1, legs: 10, clear: 13 },
  'world-championship': { from: 501, sets: 4, legs: 3, clear: 6 },
  'pub-301': { from: 301, sets: 1, legs: 2 },
}

const VISITS = [180, 140, 137, 100, 121, 85, 81, 60, 60, 45, 41, 26, 7, 0]
const other = (side: Side): Side => (side === 'home' ? 'away' : 'home')

export interface NaiveMatch {
  readonly format: string
  readonly events: readonly MatchEvent[]
  readonly score: Readonly<Record<Side, number>>
}

/** Plays a match leg by leg, and counts beside it. */
export function playNaively(random: SeededRandom, preset = random.pick(Object.keys(RULES))): NaiveMatch {
  const rules = RULES[preset] as NaiveRules
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `d${events.length}`, type, ...fields })
  const sets = { home: 0, away: 0 }
  let legs = { home: 0, away: 0 }
  let setOpener: Side = 'home'
  let opener: Side = 'home'
  say('match_start', { server: 'home' })
  for (;;) {
    const winner = playLeg(random, rules.from, opener, say)
    legs[winner] += 1
    opener = other(opener)
    const isLastSet = rules.sets === 1 || sets.home + sets.away === 2 * rules.sets - 2
    const ahead = rules.clear && isLastSet ? 2 : 1
    const isWon =
      legs[winner] >= rules.legs && (legs[winner] - legs[other(winner)] >= ahead || legs[winner] === rules.clear)
    if (!isWon) continue
    if (rules.sets === 1) return { format: preset, events, score: legs }
    sets[winner] += 1
    if (sets[winner] === rules.sets) return { format: preset, events, score: sets }
    legs = { home: 0, away: 0 }
    setOpener = other(setOpener)
    opener = setOpener
  }
}

function playLeg(random: SeededRandom, from: number, opener: Side, say: (type: string, fields: object) => void): Side {
  if (random.chance(0.2)) {
    const team = random.pick(['home', 'away'] as const)
    say('leg_won', { team })
    return team
  }
  const left = { home: from, away: from }
  for (let team = opener; ; team = other(team)) {
    if (left[team] <= 100 && random.chance(0.4)) {
      say('visit', { team, points: left[team], darts: 2 })
      return team
    }
    const score = random.pick(VISITS.filter((each) => left[team] - each >= 2))
    if (random.chance(0.04)) {
      say('visit', { team, points: score, bust: true })
      continue
    }
    left[team] -= score
    say('visit', { team, points: score })
  }
}

export function generateDarts(random: SeededRandom): PlayedMatch {
  const { format, events } = playNaively(random, random.pick(['legs-11', 'pub-301', 'pub-301', 'world-championship']))
  const isStopped = random.chance(0.3)
  const cut = isStopped ? 1 + random.int(events.length) : Math.min(events.length, 150)
  const played = events.slice(0, cut)
  const ends: MatchEvent[] = [
    ...(cut < events.length ? [{ id: 'gone', type: 'retired', team: 'away' } as const] : []),
    { id: 'end', type: 'match_end' },
  ]
  return { format, events: [...played, ...ends] }
}
