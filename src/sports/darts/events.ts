import { z } from 'zod'
import { reason, side } from '../contract/reading/fields.ts'
import { setScore, setsEvents } from '../engines/sets/events.ts'

const throws = side.describe('the side that throws')

export const dartsEvents = {
  ...setsEvents,
  visit: z
    .object({
      team: throws,
      points: z.int().min(0).max(180).describe('what the darts scored; what it takes to 0 ends the leg'),
      darts: z.int().min(1).max(3).optional().describe('how many were thrown; 3 if left out'),
      bust: z.boolean().optional().describe('the visit counts nothing; so does one that scores more than remains'),
    })
    .meta({
      description: 'A side has thrown. What remains, legs, sets, the match and who throws next follow.',
      examples: [
        { team: 'home', points: 140 },
        { team: 'away', points: 32, bust: true },
      ],
    }),
  leg_won: z.object({ team: side.describe('who won it') }).meta({
    description: 'A leg is won, in a feed without visits. Given by mistake, it is deleted.',
    examples: [{ team: 'home' }],
  }),
  score_set: z
    .object({
      sets: z.array(setScore).max(99).optional().describe('legs of each set that is over, in order'),
      legs: setScore.optional().describe('of the set being played, or of the match'),
      remaining: setScore.optional().describe('what each side needs in the leg being played'),
      score: setScore.optional().describe('sets won, or legs in a match of legs'),
      server: side.optional().describe('who throws'),
      reason: reason.optional(),
    })
    .meta({
      description: 'Sets where the match stands: a checkpoint, or the only event of a feed without visits.',
      examples: [{ legs: { home: 2, away: 1 }, remaining: { home: 301, away: 260 }, server: 'away' }],
    }),
}
