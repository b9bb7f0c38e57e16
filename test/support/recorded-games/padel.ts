import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'

type Count = Record<Side, number>

/** The third deuce decides a game. */
const STAR_DEUCE = 3

export const padel: InventedGame = {
  fixture: {
    match: 'glasshouse-padel-final',
    sport: 'padel',
    format: 'premier-padel',
    competitionName: 'Glasshouse Open',
    round: 'Final',
    venue: 'Palm House Courts',
    home: { name: 'Ortega / Blom', code: 'O/B', colour: '#047857' },
    away: { name: 'Reyes / Falk', code: 'R/F', colour: '#be123c' },
  },
  isWanted: ({ score, lines }) => score.home + score.away === 2 && lines.length < 150,
  play(script) {
    script.note('match_start', { server: 'home' })
    const sets: string[] = []
    while (Math.max(script.score.home, script.score.away) < 2) {
      const { games, tiebreak } = playSet(script)
      const winner = games.home > games.away ? 'home' : 'away'
      script.score[winner] += 1
      sets.push(tiebreak ? `7–6(${Math.min(tiebreak.home, tiebreak.away)})` : dashed(games, winner))
    }
    script.note('match_end')
    script.note('match_final')
    const winner: Side = script.score.home > script.score.away ? 'home' : 'away'
    return { overtimes: 0, method: '', ends: `${this.fixture[winner].name} won ${sets.join(', ')}` }
  },
}

function playSet(script: GameScript): { readonly games: Count; readonly tiebreak?: Count } {
  const games = { home: 0, away: 0 }
  for (;;) {
    const isTiebreak = games.home === 6 && games.away === 6
    const points = playGame(script, isTiebreak ? 7 : 4)
    const winner = points.home > points.away ? 'home' : 'away'
    games[winner] += 1
    if (isTiebreak) return { games, tiebreak: points }
    if (games[winner] >= 6 && games[winner] - games[other(winner)] >= 2) return { games }
  }
}

/** Two points ahead; in a game, not in a tie-break, one point decides at the third deuce. */
function playGame(script: GameScript, to: number): Count {
  const points = { home: 0, away: 0 }
  let deuces = 0
  for (;;) {
    const team = sideOf(script.random, 0.56)
    points[team] += 1
    script.note('point', { team, ...(script.random.chance(0.2) && { kind: 'winner' }) })
    const lead = points[team] - points[other(team)]
    if (points[team] >= to && (lead >= 2 || (to === 4 && deuces === STAR_DEUCE))) return points
    if (points.home === points.away && points.home >= 3) deuces += 1
  }
}

function dashed(score: Count, first: Side): string {
  return `${score[first]}–${score[other(first)]}`
}
