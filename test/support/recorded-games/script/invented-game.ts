import type { Score } from '../../../../src/match/state.ts'
import { seededRandom } from '../../seeded-random.ts'
import { GameScript, type Line } from './game-script.ts'

interface Team {
  readonly name: string
  readonly code: string
  readonly colour: string
}

/** A match that never was. */
export interface InventedGame {
  /** As its feed would send it. */
  readonly fixture: {
    readonly match: string
    readonly sport: string
    readonly home: Team
    readonly away: Team
    readonly [field: string]: unknown
  }
  /** Plays it, and counts by itself what the reducer has to come to. */
  play(script: GameScript): Played
  /** Whether a match like this one shows what its fans want to see: the first seed that does is taken. */
  isWanted(outcome: Outcome): boolean
}

export interface Played {
  readonly overtimes: number
  /** Behind `Owls won 3–2`: ` in overtime`. */
  readonly method: string
  /** The whole result, where it is not a winner and the score. */
  readonly ends?: string
}

export interface Outcome extends Played {
  readonly score: Score
  readonly lines: readonly Line[]
}

const MAX_SEEDS = 5_000

/** @returns the lines of its file */
export function invent(game: InventedGame): Line[] {
  for (let seed = 1; seed <= MAX_SEEDS; seed += 1) {
    const script = new GameScript(seededRandom(seed))
    const played = game.play(script)
    const outcome = { ...played, score: script.score, lines: script.lines }
    if (game.isWanted(outcome)) return [{ fixture: game.fixture, ends: endsOf(game, outcome) }, ...script.lines]
  }
  throw new Error(`no seed makes a ${game.fixture.sport} match as it is wanted`)
}

/** `Owls won 88–85 in overtime` */
function endsOf({ fixture }: InventedGame, { score, method, ends }: Outcome): string {
  if (ends !== undefined) return ends
  const { home, away } = score
  if (home === away) return `Draw, ${home}–${away}`
  const [winner, numbers] =
    home > away ? [fixture.home.name, `${home}–${away}`] : [fixture.away.name, `${away}–${home}`]
  return `${winner} won ${numbers}${method}`
}
