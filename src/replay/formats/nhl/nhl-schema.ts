import { z } from 'zod'
import { count, listOf, number, periodNumber, requiredNumber, text } from '../provider-values.ts'

/** The parts of the NHL's play-by-play that a scoreboard needs. */
const words = z.object({ default: text }).optional()
const team = z.object({
  id: requiredNumber,
  abbrev: text,
  placeName: words,
  commonName: words,
  /** Before 2024 instead of `commonName`. */
  name: words,
  score: count,
})

const play = z.object({
  eventId: requiredNumber,
  sortOrder: requiredNumber,
  typeDescKey: text.default(''),
  periodDescriptor: z.object({ number: periodNumber, periodType: text }),
  timeInPeriod: text.default('00:00'),
  timeRemaining: text,
  /** The away goalkeeper, away skaters, home skaters, the home goalkeeper. */
  situationCode: text,
  details: z
    .object({
      eventOwnerTeamId: number,
      scoringPlayerId: number,
      assist1PlayerId: number,
      assist2PlayerId: number,
      shootingPlayerId: number,
      committedByPlayerId: number,
      servedByPlayerId: number,
      duration: count,
      descKey: text,
    })
    .optional(),
})

export const nhlGame = z.object({
  id: requiredNumber,
  gameType: number,
  startTimeUTC: text,
  gameState: text,
  gameScheduleState: text,
  /** Of the last period: games of long ago list no attempts of a shoot-out. */
  periodDescriptor: z.object({ periodType: text }).optional(),
  gameOutcome: z.object({ lastPeriodType: text }).optional(),
  venue: words,
  homeTeam: team,
  awayTeam: team,
  plays: listOf(play),
  rosterSpots: listOf(z.object({ playerId: number, firstName: words, lastName: words })),
})

export type NhlGame = z.output<typeof nhlGame>
export type NhlPlay = z.output<typeof play>
