import type { Side } from '../../../../src/match/state.ts'
import type { GameScript } from './game-script.ts'
import { someone } from './squads.ts'

/** Attempts by turns, until one side cannot be caught. */
export function shootout(
  script: GameScript,
  { rounds, chance }: { readonly rounds: number; readonly chance: number },
): { readonly winner: Side; readonly scored: Readonly<Record<Side, number>> } {
  const { random } = script
  const scored: Record<Side, number> = { home: 0, away: 0 }
  for (let round = 1; round <= 30; round += 1) {
    for (const team of ['home', 'away'] as const) {
      const isIn = random.chance(chance)
      script.note('shootout_attempt', { team, player: someone(random, team), scored: isIn })
      if (isIn) scored[team] += 1
      const left = { home: Math.max(0, rounds - round), away: Math.max(0, rounds - round) + (team === 'home' ? 1 : 0) }
      if (scored.home > scored.away + left.away) return { winner: 'home', scored }
      if (scored.away > scored.home + left.home) return { winner: 'away', scored }
    }
  }
  throw new Error('a shoot-out without end')
}
