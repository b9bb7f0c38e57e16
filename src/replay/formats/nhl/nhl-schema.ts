import { z } from 'zod'

/** The parts of the NHL's play-by-play that a scoreboard needs. */
const text = z.object({ default: z.string().nullish() }).nullish()
const id = z.number().nullish()
const team = z.object({
  id: z.number(),
  abbrev: z.string().nullish(),
  placeName: text,
  commonName: text,
  /** Before 2024 instead of `commonName`. */
  name: text,
  score: z.number().int().min(0).nullish(),
})

const play = z.object({
  eventId: z.number(),
  sortOrder: z.number(),
  typeDescKey: z.string(),
  periodDescriptor: z.object({ number: z.number().int().min(1), periodType: z.string().nullish() }),
  timeInPeriod: z.string().default('00:00'),
  timeRemaining: z.string().nullish(),
  /** The away goalkeeper, away skaters, home skaters, the home goalkeeper. */
  situationCode: z.string().nullish(),
  details: z
    .object({
      eventOwnerTeamId: id,
      scoringPlayerId: id,
      assist1PlayerId: id,
      assist2PlayerId: id,
      shootingPlayerId: id,
      committedByPlayerId: id,
      servedByPlayerId: id,
      duration: z.number().int().min(0).max(60).nullish(),
      descKey: z.string().nullish(),
    })
    .nullish(),
})

export const nhlGame = z.object({
  id: z.number(),
  gameType: z.number().nullish(),
  startTimeUTC: z.string().nullish(),
  gameState: z.string().nullish(),
  gameScheduleState: z.string().nullish(),
  /** Of the last period: games of long ago list no attempts of a shoot-out. */
  periodDescriptor: z.object({ periodType: z.string().nullish() }).nullish(),
  gameOutcome: z.object({ lastPeriodType: z.string().nullish() }).nullish(),
  venue: text,
  homeTeam: team,
  awayTeam: team,
  plays: z.array(play).default([]),
  rosterSpots: z.array(z.object({ playerId: z.number(), firstName: text, lastName: text })).default([]),
})

export type NhlGame = z.output<typeof nhlGame>
export type NhlPlay = z.output<typeof play>
