import { z } from 'zod'
import { commonEvents } from '../common/events.ts'
import { player, playerName, score, side, word } from '../contract/reading/fields.ts'
import type { EventOf } from '../contract/sport.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'
import { periodsOfScore, SCORE_SET_EXAMPLES } from '../engines/clocked/period-scores.ts'

const ofTeam = z.object({ team: side.describe('the side that does it, or gets it') })
const ofAnyTeam = z.object({ team: side.optional().describe('the side that does it') })

const shown = (description: string, example: object = { team: 'home', clock: '27:40' }) =>
  ofAnyTeam.meta({ ...DISPLAY_ONLY, description: `${description} Shown, and no more.`, examples: [example] })

const listed = z.union([
  z.object({
    name: player,
    number: z.int().min(0).max(999).optional().describe('on the shirt'),
    position: word.optional().describe('in the feed’s words'),
  }),
  playerName,
])
const ofBoth = (what: string) =>
  z
    .object({ home: z.int().min(0).max(1000), away: z.int().min(0).max(1000) })
    .optional()
    .describe(what)

const counted = (description: string) =>
  ofAnyTeam.meta({
    ...DISPLAY_ONLY,
    description: `${description} Counted in \`statistics\`.`,
    examples: [{ team: 'home', clock: '27:40' }],
  })

const kicksInAll = {
  shootout: score
    .optional()
    .describe('kicks scored, for feeds without kicks; those that come are counted by themselves'),
}

/** Football's events, common ones included. */
export const footballEvents = {
  ...commonEvents,
  goal: ofTeam
    .extend({
      team: side.describe('the side that gets the goal; of an own goal too'),
      player: player.optional().describe('who scored; of an own goal, who put it into his own net'),
      kind: z
        .enum(['regular', 'penalty', 'own_goal', 'free_kick', 'header'])
        .optional()
        .describe('left out: `regular`'),
      ownGoal: z.boolean().optional().describe('the same as `kind: own_goal`, for feeds that keep them apart'),
      assist: player.optional().describe('who made it'),
    })
    .meta({
      description: 'One more for `team`. Disallowed: delete the event. Under review: send it with that `status`.',
      examples: [{ team: 'home', player: 'Ivo Lindqvist', period: 1, clock: '11:20', kind: 'header' }],
    }),
  penalty_awarded: ofTeam.meta({
    ...DISPLAY_ONLY,
    description: 'The referee points to the spot. Moves nothing.',
    examples: [{ team: 'home', period: 2, clock: '82:00' }],
  }),
  penalty_missed: ofTeam.extend({ outcome: z.enum(['saved', 'post', 'off']).optional().describe('how') }).meta({
    ...DISPLAY_ONLY,
    description: 'A penalty that was no goal. Moves nothing.',
    examples: [{ team: 'home', player: 'Ren Castell', outcome: 'saved', period: 2, clock: '83:20' }],
  }),
  card: ofTeam
    .extend({
      card: z.enum(['yellow', 'second_yellow', 'red']).describe('a second yellow is sent as such, never as a red'),
      toStaff: z.boolean().optional().describe('to a coach or other staff: the side stays complete'),
      onBench: z.boolean().optional().describe('to a player who is not on the pitch: the side stays complete'),
    })
    .meta({
      description:
        'A booking. A red or second yellow takes a player off; with too few left (`minPlayers`) the match is abandoned.',
      examples: [{ team: 'away', player: 'Sam Okafor', card: 'yellow', period: 1, clock: '19:45' }],
    }),
  sin_bin: ofTeam
    .extend({ minutes: z.int().min(1).max(30).optional().describe('left out: `sinBinMin` of the format') })
    .meta({
      description:
        'A time penalty, as in youth and amateur football: the side is one fewer until its minutes are over.',
      examples: [{ team: 'away', player: 'Sam Okafor', period: 1, clock: '19:45' }],
    }),
  sin_bin_end: ofTeam.meta({
    ...DISPLAY_ONLY,
    description: 'A player is back from a time penalty, if the clock has not said so before.',
    examples: [{ team: 'away', player: 'Sam Okafor', period: 1, clock: '29:45' }],
  }),
  substitution: ofTeam
    .extend({
      off: player.optional().describe('who leaves'),
      on: player.optional().describe('who comes on; left out with `off` given, the other half of the pair says it'),
      concussion: z.boolean().optional().describe('one that does not count against `maxSubs`'),
    })
    .meta({
      description: 'One player for another, or one half of it for feeds that send the two apart.',
      examples: [{ team: 'away', off: 'Ousmane Dembélé', on: 'Kolo Muani', period: 1, clock: '41' }],
    }),
  injury_time: z.object({ minutes: z.int().min(0).max(60).describe('as shown on the board') }).meta({
    description: 'Stoppage time as announced, for the current period.',
    examples: [{ minutes: 4, period: 1, clock: '44:30' }],
  }),
  var_start: z
    .object({
      subject: z.enum(['goal', 'penalty', 'red_card', 'mistaken_identity', 'corner']).describe('what is looked at'),
      team: side.optional().describe('whose goal, penalty, card'),
    })
    .meta({
      description: 'A video review begins: announced in `pending` until `var_end`. It moves nothing.',
      examples: [{ subject: 'goal', team: 'home', period: 1, clock: '31:30' }],
    }),
  var_end: z
    .object({
      decision: word.describe('`goal`, `no_goal`, `penalty`, `no_penalty`, `red_card`, …'),
      review: z.string().max(128).optional().describe('id of the `var_start` it decides; left out, all that are open'),
    })
    .meta({
      description: 'The review is over. What was decided is an edit or a delete of the event in question.',
      examples: [{ review: 'v1', decision: 'no_goal', period: 1, clock: '33:06' }],
    }),
  shootout_start: z.object({ first: side.optional().describe('who kicks first') }).meta({
    description: 'Kicks from the penalty mark begin. They never move the score of the match.',
    examples: [{ first: 'away' }],
  }),
  shootout_kick: ofTeam
    .extend({
      team: side.describe('who kicks; any order of the sides is taken'),
      scored: z.boolean().describe('false: saved, or wide'),
      kick: z
        .int()
        .min(1)
        .max(200)
        .optional()
        .describe('number in the shoot-out from 1, for feeds that may send them late'),
      retakeOf: z.string().max(128).optional().describe('id of the kick that this one replaces; delete that one'),
    })
    .meta({
      description: 'One kick of the shoot-out, which it decides when the other side cannot catch up any more.',
      examples: [{ team: 'away', player: 'Kylian Mbappé', scored: true, kick: 1 }],
    }),
  score_set: commonEvents.score_set
    .extend({
      ...periodsOfScore,
      ...kicksInAll,
      detail: z.object(kicksInAll).optional().describe('the same, for feeds that put it there'),
    })
    .meta({
      description: 'Sets the score: a checkpoint, or the only event of a feed that knows no more.',
      examples: [{ score: { home: 1, away: 1 }, shootout: { home: 2, away: 4 } }, ...SCORE_SET_EXAMPLES],
    }),
  result_set: commonEvents.result_set.extend(kicksInAll).meta({
    description:
      'Gives the result, and the score if it was awarded. It always wins over the one that would follow, and ends the match.',
    examples: [
      { result: { winner: 'away', method: 'awarded', text: '0–3, awarded' }, awardedScore: { home: 0, away: 3 } },
    ],
  }),
  lineup: ofTeam
    .extend({
      starting: z
        .array(listed)
        .min(1)
        .max(30)
        .describe('who begins: names, or objects with `name`, `id`, `number`, `position`'),
      bench: z.array(listed).max(30).optional().describe('who may come on'),
      formation: z.string().min(1).max(20).optional().describe('`4-3-3`'),
      captain: player.optional().describe('who wears the armband'),
    })
    .meta({
      description: 'The line-up of a side. A later one replaces it.',
      examples: [
        {
          team: 'home',
          formation: '4-3-3',
          captain: 'Sam Okafor',
          starting: [{ name: 'Teo Marsh', number: 1, position: 'goalkeeper' }, 'Sam Okafor'],
          bench: ['Ren Castell'],
        },
      ],
    }),
  statistics: z
    .object({
      possession: ofBoth('of the ball, in percent'),
      shots: ofBoth('goals included'),
      shotsOnTarget: ofBoth('goals included'),
      corners: ofBoth('corner kicks'),
      fouls: ofBoth('committed'),
      offsides: ofBoth('called'),
    })
    .meta({
      description: 'Totals as the feed has counted them; events that follow count on top.',
      examples: [{ possession: { home: 58, away: 42 }, corners: { home: 4, away: 1 } }],
    }),
  corner: counted('A corner kick.'),
  offside: counted('Offside.'),
  shot: ofAnyTeam.extend({ outcome: word.optional().describe('`saved`, `post`, `off`, `blocked`') }).meta({
    ...DISPLAY_ONLY,
    description: 'A shot that was no goal. Counted in `statistics`, on target if `saved`.',
    examples: [{ team: 'home', player: 'Teo Marsh', outcome: 'saved', clock: '27:40' }],
  }),
  foul: counted('A foul.'),
  free_kick: shown('A free kick.'),
  goal_kick: shown('A goal kick.'),
  throw_in: shown('A throw-in.'),
  save: shown('A save.'),
  injury: shown('A player is hurt.'),
  water_break_start: z.object({}).meta({ ...DISPLAY_ONLY, description: 'A drinks break begins. Shown, and no more.' }),
  water_break_end: z.object({}).meta({ ...DISPLAY_ONLY, description: 'The drinks break is over. Shown, and no more.' }),
}

export type FootballEvent = EventOf<typeof footballEvents>
export type GoalEvent = Extract<FootballEvent, { type: 'goal' }>
export type CardEvent = Extract<FootballEvent, { type: 'card' }>
export type KickEvent = Extract<FootballEvent, { type: 'shootout_kick' }>
export type LineupEvent = Extract<FootballEvent, { type: 'lineup' }>
export type StatisticsEvent = Extract<FootballEvent, { type: 'statistics' }>
export type ChangeEvent = Extract<FootballEvent, { type: 'substitution' }>
export type MissEvent = Extract<FootballEvent, { type: 'penalty_missed' }>
