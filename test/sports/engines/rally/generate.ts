import type { MatchEvent } from '../../../../src/match/event.ts'
import type { Side } from '../../../../src/match/state.ts'
import { badminton } from '../../../../src/sports/badminton/index.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { tableTennis } from '../../../../src/sports/table-tennis/index.ts'
import { volleyball } from '../../../../src/sports/volleyball/index.ts'
import type { SeededRandom } from '../../../support/seeded-random.ts'
import type { PlayedMatch } from '../../../support/sports/sport-examples.ts'

/** The rules as a spectator would say them, under the preset's name. */
export interface NaiveRules {
  readonly sets: number
  readonly to: number
  readonly last: number
  readonly cap: number
}

export const RALLY_RULES: readonly (readonly [Sport, Readonly<Record<string, NaiveRules>>])[] = [
  [
    volleyball,
    {
      indoor: { sets: 5, to: 25, last: 15, cap: Number.POSITIVE_INFINITY },
      beach: { sets: 3, to: 21, last: 15, cap: Number.POSITIVE_INFINITY },
    },
  ],
  [
    badminton,
    { standard: { sets: 3, to: 21, last: 21, cap: 30 }, 'five-by-eleven': { sets: 5, to: 11, last: 11, cap: 15 } },
  ],
  [
    tableTennis,
    {
      'best-of-five': { sets: 5, to: 11, last: 11, cap: Number.POSITIVE_INFINITY },
      'best-of-seven': { sets: 7, to: 11, last: 11, cap: Number.POSITIVE_INFINITY },
    },
  ],
]

export function playNaively({ sets, to, last, cap }: NaiveRules, random: SeededRandom) {
  const winners: Side[] = []
  const scores: { home: number; away: number }[] = []
  const won = { home: 0, away: 0 }
  while (won.home * 2 < sets && won.away * 2 < sets) {
    const target = scores.length === sets - 1 ? last : to
    const score = { home: 0, away: 0 }
    for (;;) {
      const winner: Side = random.chance(0.5) ? 'home' : 'away'
      const loser = winner === 'home' ? 'away' : 'home'
      winners.push(winner)
      score[winner] += 1
      if (score[winner] === cap || (score[winner] >= target && score[winner] - score[loser] >= 2)) {
        won[winner] += 1
        break
      }
    }
    scores.push(score)
  }
  return { winners, scores, won }
}

/** A legal match under one of the sport's presets, sometimes given up. */
export function generateRally(rules: Readonly<Record<string, NaiveRules>>, random: SeededRandom): PlayedMatch {
  const format = random.pick(Object.keys(rules))
  const { winners } = playNaively(rules[format] as NaiveRules, random)
  const played = winners.slice(0, random.pick([40, 100, winners.length]))
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `s${events.length}`, type, ...fields })
  say('match_start', random.chance(0.8) ? { server: 'away' } : {})
  let hasTakenTimeout = false
  for (const team of played) {
    if (!hasTakenTimeout && random.chance(0.03)) {
      hasTakenTimeout = true
      say('timeout', { team })
    }
    if (random.chance(0.03)) say('challenge', { team })
    say(random.chance(0.03) ? 'point_penalty' : 'point', { team })
  }
  if (played.length < winners.length) say('retired', { team: 'away' })
  say('match_end')
  return { format, events }
}
