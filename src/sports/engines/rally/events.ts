import { z } from 'zod'
import { reason, side, word } from '../../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../../contract/warnings/display-only.ts'
import { setScore, setsEvents } from '../sets/events.ts'

const shown = z.object({
  team: side.optional().describe('whose'),
  kind: word.optional().describe('in the feed’s words'),
})

const number = z.literal([1, 2])

export const rallyEvents = {
  ...setsEvents,
  service: setsEvents.service
    .extend({ serverNumber: number.optional().describe('its first or its second server, in sports that count them') })
    .meta(setsEvents.service.meta() ?? {}),
  point: z
    .object({
      team: side.describe('the side that wins the rally'),
      server: side.optional().describe('who served it, if the feed knows; believed'),
      serverNumber: number.optional().describe('by which of the side’s servers, in sports that count them'),
      kind: word.optional().describe('how it was won, in the feed’s words'),
    })
    .meta({
      description:
        'A rally is won: a point, but where only the side that serves scores. Sets and the match follow from the points.',
      examples: [{ team: 'home' }],
    }),
  point_penalty: z.object({ team: side.describe('the side that was not penalised'), reason: reason.optional() }).meta({
    description: '`team` is awarded a point.',
    examples: [{ team: 'away', reason: 'delay' }],
  }),
  card: z
    .object({
      team: side.describe('to whom it is shown'),
      card: z.enum(['yellow', 'red', 'yellow_red', 'black']).describe('which'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description:
        'A card. In volleyball and badminton a red one gives the other side a point. In table tennis a yellow and red one does, and each later one gives it two.',
      examples: [{ team: 'home', card: 'yellow' }],
    }),
  golden_set: z.object({ server: side.optional().describe('who serves first') }).meta({
    description: 'An extra set begins that decides a tie over two matches, played after this one.',
    examples: [{ server: 'home' }],
  }),
  score_set: z
    .object({
      sets: z.array(setScore).max(99).optional().describe('those that are over, in order'),
      points: setScore.optional().describe('of the set being played'),
      score: setScore.optional().describe('sets won, for feeds that know no more'),
      server: side.optional().describe('who serves'),
      serverNumber: number.optional().describe('its first or its second server, in sports that count them'),
      reason: reason.optional(),
    })
    .meta({
      description: 'Sets where the match stands: a checkpoint, or the only event of a feed without points.',
      examples: [{ sets: [{ home: 25, away: 21 }], points: { home: 3, away: 4 }, server: 'away' }],
    }),
  challenge: shown.meta({
    ...DISPLAY_ONLY,
    description: 'A side challenges a call. What comes of it is an edit or a delete of the point.',
    examples: [{ team: 'home' }],
  }),
  rotation_fault: shown.meta({
    ...DISPLAY_ONLY,
    description: 'Players stood in the wrong order. The point that it costs is a `point` of its own.',
    examples: [{ team: 'away' }],
  }),
  technical_timeout: z
    .object({})
    .meta({ ...DISPLAY_ONLY, description: 'A timeout that the rules prescribe. Shown, and no more.' }),
}
