import type { MatchEvent } from '../../../../src/match/event.ts'
import type { Side } from '../../../../src/match/state.ts'
import { badminton } from '../../../../src/sports/badminton/index.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { pickleball } from '../../../../src/sports/pickleball/index.ts'
import { squash } from '../../../../src/sports/squash/index.ts'
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
  /** Only the side that serves scores; so many of it serve in turn, but one of the side that opens a game. */
  readonly sideOut?: 1 | 2
  /** The point that wins a game is won by the side that serves. */
  readonly onServe?: boolean
}

const NO_CAP = Number.POSITIVE_INFINITY

/** How a spectator counts each sport of rallies, by preset. A new one is a row here; its matches are made and counted by it. */
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
  [
    squash,
    {
      'best-of-five': { sets: 5, to: 11, last: 11, cap: NO_CAP },
      'best-of-three': { sets: 3, to: 11, last: 11, cap: NO_CAP },
      'par-15': { sets: 5, to: 15, last: 15, cap: NO_CAP },
    },
  ],
  [
    pickleball,
    {
      doubles: { sets: 3, to: 11, last: 11, cap: NO_CAP, sideOut: 2 },
      singles: { sets: 3, to: 11, last: 11, cap: NO_CAP, sideOut: 1 },
      'to-15': { sets: 1, to: 15, last: 15, cap: NO_CAP, sideOut: 2 },
      rally: { sets: 3, to: 11, last: 11, cap: NO_CAP, onServe: true },
    },
  ],
]

/** Home serves first. Names the winner of each rally, whether it was a point or only the serve. */
export function playNaively({ sets, to, last, cap, sideOut, onServe }: NaiveRules, random: SeededRandom) {
  const winners: Side[] = []
  const scores: { home: number; away: number }[] = []
  const won = { home: 0, away: 0 }
  while (won.home * 2 < sets && won.away * 2 < sets) {
    const target = scores.length === sets - 1 ? last : to
    const score = { home: 0, away: 0 }
    let serves: Side = scores.length % 2 === 0 ? 'home' : 'away'
    let serversLeft = 1
    for (;;) {
      const winner: Side = random.chance(0.5) ? 'home' : 'away'
      const loser = winner === 'home' ? 'away' : 'home'
      winners.push(winner)
      if (winner !== serves) {
        const isGamePoint = score[winner] + 1 >= target && score[winner] + 1 - score[loser] >= 2
        serversLeft -= 1
        if (!sideOut || serversLeft === 0) {
          serves = winner
          serversLeft = sideOut ?? 1
        }
        if (sideOut || (onServe && isGamePoint)) continue
      }
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

/** Event types of a sport's own: those that bring a point, and those that are for display. */
export interface Extras {
  readonly points: readonly string[]
  readonly shown: readonly string[]
}

const NO_EXTRAS: Extras = { points: [], shown: [] }

/** A legal match under one of the sport's presets, sometimes given up. */
export function generateRally(
  rules: Readonly<Record<string, NaiveRules>>,
  random: SeededRandom,
  extras: Extras = NO_EXTRAS,
): PlayedMatch {
  const format = random.pick(Object.keys(rules))
  const naive = rules[format] as NaiveRules
  const isServeCounted = naive.sideOut !== undefined || naive.onServe === true
  const { winners } = playNaively(naive, random)
  const played = winners.slice(0, random.pick([40, 100, winners.length]))
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `s${events.length}`, type, ...fields })
  say('match_start', isServeCounted ? { server: 'home' } : random.chance(0.8) ? { server: 'away' } : {})
  let hasTakenTimeout = false
  for (const team of played) {
    if (!hasTakenTimeout && random.chance(0.03)) {
      hasTakenTimeout = true
      say('timeout', { team })
    }
    if (random.chance(0.03)) say(random.pick(['challenge', ...extras.shown]), { team })
    const isAwarded = !isServeCounted && random.chance(0.05)
    say(isAwarded ? random.pick(['point_penalty', ...extras.points]) : 'point', { team })
  }
  if (played.length < winners.length) say('retired', { team: 'away' })
  say('match_end')
  return { format, events }
}
