import { z } from 'zod'
import { listOf, number, periodNumber, requiredNumber, requiredText, text } from '../provider-values.ts'

/** The parts of the NBA's live play-by-play, and of `playbyplayv3`, that a scoreboard needs. */
const team = z.object({ teamName: text, teamCity: text, teamTricode: text }).optional()

const action = z.object({
  actionNumber: requiredNumber,
  orderNumber: number,
  clock: text,
  period: periodNumber,
  actionType: text.default(''),
  subType: text,
  descriptor: text,
  teamTricode: text,
  playerName: text,
  playerNameI: text,
  assistPlayerNameInitial: text,
  shotResult: text,
  description: text,
  /** Only in `playbyplayv3`; `location` is `h` or `v`. */
  actionId: number,
  shotValue: number,
  location: text,
  scoreHome: number,
  scoreAway: number,
})
export type NbaAction = z.output<typeof action> & {
  /** Who came and who went, where one action tells both. */
  readonly on?: string
  readonly off?: string
}

/** Ten digits, of which the first two are the league; as a number they are lost. */
function withLeague(gameId: string): string {
  return gameId.padStart(10, '0')
}

export const nbaFile = z.object({
  game: z.object({
    gameId: requiredText.transform(withLeague),
    actions: listOf(action),
    homeTeam: team,
    awayTeam: team,
    gameTimeUTC: text,
  }),
})
export type NbaGame = z.output<typeof nbaFile>['game']
