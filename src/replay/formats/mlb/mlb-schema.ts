import { z } from 'zod'
import { count, flag, listOf, number, periodNumber, requiredCount, requiredNumber, text } from '../provider-values.ts'

/** The parts of MLB's live feed (`statsapi.mlb.com/api/v1.1/game/ID/feed/live`) that a scoreboard needs. */
const person = z.object({ id: number, fullName: text }).optional()
const team = z.object({ name: text, teamName: text, abbreviation: text })

const runner = z.object({
  movement: z.object({ start: text, end: text, outBase: text, isOut: flag }).default({}),
  details: z.object({ eventType: text, runner: person, playIndex: count }).default({}),
})

const playEvent = z.object({
  index: count,
  playId: text,
  isPitch: flag,
  player: person,
  details: z.object({ eventType: text, code: text, call: z.object({ code: text }).optional() }).default({}),
})

const play = z.object({
  about: z.object({
    atBatIndex: requiredCount,
    inning: periodNumber,
    isTopInning: z.boolean(),
    isComplete: flag,
  }),
  result: z.object({ eventType: text, awayScore: count, homeScore: count }).default({}),
  count: z.object({ outs: count }).default({}),
  matchup: z
    .object({ batter: person, pitcher: person, postOnFirst: person, postOnSecond: person, postOnThird: person })
    .default({}),
  runners: listOf(runner),
  playEvents: listOf(playEvent),
})

/** The line score may lack runs, or have an `X` for a half that was not played. */
const lineTeam = z.object({ runs: count.catch(undefined) }).optional()

export const mlbFeed = z.object({
  gamePk: requiredNumber,
  metaData: z.object({ timeStamp: text }).optional(),
  gameData: z.object({
    game: z.object({ type: text }).optional(),
    datetime: z.object({ dateTime: text }).optional(),
    status: z.object({ abstractGameState: text, detailedState: text, reason: text }).default({}),
    teams: z.object({ home: team, away: team }),
    players: z.record(z.string(), person.catch(undefined)).default({}),
    venue: z.object({ name: text }).optional(),
  }),
  liveData: z.object({
    plays: z.object({ allPlays: listOf(play) }).default({ allPlays: [] }),
    linescore: z
      .object({
        innings: listOf(z.object({ home: lineTeam, away: lineTeam })),
        scheduledInnings: count,
        teams: z.object({ home: lineTeam, away: lineTeam }).optional(),
      })
      .optional(),
  }),
})

export type MlbFeed = z.output<typeof mlbFeed>
export type MlbPlay = z.output<typeof play>
export type MlbRunner = z.output<typeof runner>
export type MlbPlayEvent = z.output<typeof playEvent>
