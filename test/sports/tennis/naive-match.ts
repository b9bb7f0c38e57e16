import type { Side } from '../../../src/match/state.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'

/** The rules as a spectator would say them; written without a look at how the sport folds points. */
export interface NaiveRules {
  readonly preset: string
  readonly sets: number
  readonly games: number
  readonly tiebreak?: NaiveTiebreak
  /** The deciding set; `undefined` is the same as the others. */
  readonly final?: NaiveTiebreak | 'advantage' | 'match'
  readonly noAd?: boolean
  /** The deuce after which one point decides the game; left out, none does. */
  readonly decidedAfterDeuce?: number
}

interface NaiveTiebreak {
  readonly at: number
  readonly to: number
  readonly ahead?: number
}

const TB7 = { at: 6, to: 7 }

export const NAIVE_RULES: readonly NaiveRules[] = [
  { preset: 'wimbledon', sets: 5, games: 6, tiebreak: TB7, final: { at: 6, to: 10 } },
  { preset: 'wimbledon-2019', sets: 5, games: 6, tiebreak: TB7, final: { at: 12, to: 7 } },
  { preset: 'wimbledon-pre-2019', sets: 5, games: 6, tiebreak: TB7, final: 'advantage' },
  { preset: 'us-open', sets: 5, games: 6, tiebreak: TB7, final: { at: 6, to: 10 } },
  { preset: 'us-open-pre-2022', sets: 5, games: 6, tiebreak: TB7, final: TB7 },
  { preset: 'roland-garros', sets: 5, games: 6, tiebreak: TB7, final: { at: 6, to: 10 } },
  { preset: 'roland-garros-pre-2022', sets: 5, games: 6, tiebreak: TB7, final: 'advantage' },
  { preset: 'australian-open', sets: 5, games: 6, tiebreak: TB7, final: { at: 6, to: 10 } },
  { preset: 'australian-open-pre-2019', sets: 5, games: 6, tiebreak: TB7, final: 'advantage' },
  { preset: 'atp', sets: 3, games: 6, tiebreak: TB7 },
  { preset: 'wta', sets: 3, games: 6, tiebreak: TB7 },
  { preset: 'atp-doubles', sets: 3, games: 6, tiebreak: TB7, final: 'match', noAd: true },
  { preset: 'mixed-doubles', sets: 3, games: 6, tiebreak: TB7, final: 'match', noAd: true },
  { preset: 'pro-set', sets: 1, games: 8, tiebreak: { at: 8, to: 7 } },
  { preset: 'short-sets', sets: 3, games: 4, tiebreak: { at: 4, to: 7 } },
  { preset: 'short-sets-3', sets: 3, games: 4, tiebreak: { at: 3, to: 5, ahead: 1 }, noAd: true },
]

/** One point, and what a scoreboard shows after it. */
export interface NaivePoint {
  readonly server: Side
  readonly winner: Side
  /** Finished sets such as `6-4` and `7-6(10-8)`, home first. */
  readonly sets: readonly string[]
  readonly games: string
  readonly points: string
}

/** Plays a whole match, point by point, with a serve that is worth something so that sets get close. */
export function playNaively(rules: NaiveRules, random: SeededRandom): { points: NaivePoint[]; opener: Side } {
  const strength = 0.5 + random.next() * 0.25
  const edge = (random.next() - 0.5) * 0.1
  const opener: Side = random.chance(0.5) ? 'home' : 'away'
  const points: NaivePoint[] = []
  const sets: string[] = []
  const won = { home: 0, away: 0 }
  let gamesPlayed = 0

  while (won.home * 2 < rules.sets && won.away * 2 < rules.sets) {
    const tiebreak = tiebreakOf(rules, sets.length === rules.sets - 1)
    const games = { home: 0, away: 0 }
    let isSetOver = false
    while (!isSetOver) {
      const inTiebreak = tiebreak !== undefined && games.home === tiebreak.at && games.away === tiebreak.at
      const target = inTiebreak ? tiebreak.to : 4
      const ahead = inTiebreak ? (tiebreak.ahead ?? 2) : rules.noAd ? 1 : 2
      const first = gamesPlayed % 2 === 0 ? opener : opposite(opener)
      const score = { home: 0, away: 0 }
      let deuces = 0
      for (;;) {
        const server = inTiebreak && 'ABBA'[(score.home + score.away) % 4] === 'B' ? opposite(first) : first
        const serverWins = random.chance(strength + (server === 'home' ? edge : -edge))
        const winner = serverWins ? server : opposite(server)
        const loser = opposite(winner)
        score[winner] += 1
        const isDecider = !inTiebreak && deuces === rules.decidedAfterDeuce
        const isGame = isDecider || (score[winner] >= target && score[winner] - score[loser] >= ahead)
        if (score.home === score.away && score.home >= 3) deuces += 1
        if (isGame) {
          games[winner] += 1
          isSetOver = inTiebreak || (games[winner] >= rules.games && games[winner] - games[loser] >= 2)
        }
        if (isSetOver) {
          won[winner] += 1
          sets.push(dashed(games) + (inTiebreak ? `(${dashed(score)})` : ''))
        }
        points.push({
          server,
          winner,
          sets: [...sets],
          games: isSetOver ? '0-0' : dashed(games),
          points: isGame ? '0-0' : inTiebreak ? dashed(score) : call(score.home, score.away),
        })
        if (isGame) break
      }
      gamesPlayed += 1
    }
  }
  return { points, opener }
}

function tiebreakOf({ tiebreak, final }: NaiveRules, isFinal: boolean): NaiveTiebreak | undefined {
  if (!isFinal || final === undefined) return tiebreak
  if (final === 'advantage') return undefined
  return final === 'match' ? { at: 0, to: 10 } : final
}

function dashed({ home, away }: { home: number; away: number }): string {
  return `${home}-${away}`
}

function call(home: number, away: number): string {
  if (home >= 3 && away >= 3) return home === away ? '40-40' : home > away ? 'AD-40' : '40-AD'
  const names = ['0', '15', '30', '40']
  return `${names[home]}-${names[away]}`
}

function opposite(side: Side): Side {
  return side === 'home' ? 'away' : 'home'
}
