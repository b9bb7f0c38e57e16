import { z } from 'zod'

/** The parts of MLB's live feed (`statsapi.mlb.com/api/v1.1/game/ID/feed/live`) that a scoreboard needs. */
const text = z.string().nullish()
const count = z.number().int().min(0)
const person = z.object({ id: z.number().nullish(), fullName: text }).nullish()
const team = z.object({ id: z.number().nullish(), name: text, teamName: text, abbreviation: text })

const runner = z.object({
  movement: z.object({ start: text, end: text, outBase: text, isOut: z.boolean().nullish() }).default({}),
  details: z.object({ eventType: text, runner: person, playIndex: count.nullish() }).default({}),
})

const playEvent = z.object({
  index: count.nullish(),
  playId: text,
  isPitch: z.boolean().nullish(),
  player: person,
  details: z.object({ eventType: text, code: text, call: z.object({ code: text }).nullish() }).default({}),
})

const play = z.object({
  about: z.object({
    atBatIndex: count,
    inning: z.number().int().min(1),
    isTopInning: z.boolean(),
    isComplete: z.boolean().nullish(),
  }),
  result: z.object({ eventType: text, awayScore: count.nullish(), homeScore: count.nullish() }).default({}),
  count: z.object({ outs: count.nullish() }).default({}),
  matchup: z
    .object({ batter: person, pitcher: person, postOnFirst: person, postOnSecond: person, postOnThird: person })
    .default({}),
  runners: z.array(runner).default([]),
  playEvents: z.array(playEvent).default([]),
})

/** The line score may lack runs, or have an `X` for a half that was not played. */
const lineTeam = z.object({ runs: z.unknown().optional() }).nullish()

export const mlbFeed = z.object({
  gamePk: z.number(),
  metaData: z.object({ timeStamp: text }).nullish(),
  gameData: z.object({
    game: z.object({ type: text }).nullish(),
    datetime: z.object({ dateTime: text }).nullish(),
    status: z.object({ abstractGameState: text, detailedState: text, reason: text }).default({}),
    teams: z.object({ home: team, away: team }),
    players: z.record(z.string(), person).default({}),
    venue: z.object({ name: text }).nullish(),
  }),
  liveData: z.object({
    plays: z.object({ allPlays: z.array(play).default([]) }).default({ allPlays: [] }),
    linescore: z
      .object({
        innings: z.array(z.object({ home: lineTeam, away: lineTeam })).nullish(),
        scheduledInnings: z.number().int().min(1).max(20).nullish(),
        teams: z.object({ home: lineTeam, away: lineTeam }).nullish(),
      })
      .nullish(),
  }),
})

export type MlbFeed = z.output<typeof mlbFeed>
export type MlbPlay = z.output<typeof play>
export type MlbRunner = z.output<typeof runner>
export type MlbPlayEvent = z.output<typeof playEvent>
