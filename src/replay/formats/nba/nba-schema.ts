import { z } from 'zod'

/** The parts of the NBA's live play-by-play, and of `playbyplayv3`, that a scoreboard needs. */
const text = z.string().nullish()
const team = z.object({ teamId: z.number().nullish(), teamName: text, teamCity: text, teamTricode: text }).nullish()

const action = z.object({
  actionNumber: z.number(),
  orderNumber: z.number().nullish(),
  clock: text,
  period: z.number().int().min(1),
  actionType: z.string(),
  subType: text,
  descriptor: text,
  teamTricode: text,
  playerName: text,
  playerNameI: text,
  assistPlayerNameInitial: text,
  shotResult: text,
  description: text,
  /** Only in `playbyplayv3`; `location` is `h` or `v`. */
  actionId: z.number().nullish(),
  shotValue: z.number().nullish(),
  location: text,
  scoreHome: z.union([z.string(), z.number()]).nullish(),
  scoreAway: z.union([z.string(), z.number()]).nullish(),
})
export type NbaAction = z.output<typeof action> & {
  /** Who came and who went, where one action tells both. */
  readonly on?: string
  readonly off?: string
}

export const nbaFile = z.object({
  game: z.object({ gameId: z.string(), actions: z.array(action), homeTeam: team, awayTeam: team, gameTimeUTC: text }),
})
export type NbaGame = z.output<typeof nbaFile>['game']
