import { z } from 'zod'
import { commonEvents } from '../common/events.ts'
import { player, reason, side, word } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'
import { setScore, setsEvents } from '../engines/sets/events.ts'

const { service: _, ...ofSets } = setsEvents

const mapName = word.describe('its name: `Mirage`')
const sides = z
  .object({ home: word.describe('of `home`'), away: word.describe('of `away`') })
  .describe('what each side plays, in the words of the game: `CT` and `T`, `Attack` and `Defense`, `Blue` and `Red`')
const by = { player: player.optional().describe('who'), assist: player.optional().describe('who made it') }

export const esportsEvents = {
  ...ofSets,
  match_start: commonEvents.match_start,
  veto: z
    .object({
      action: z.enum(['ban', 'pick', 'decider']).describe('`decider`: the map that was left'),
      map: mapName,
      team: side.optional().describe('whose ban or pick'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description:
        'A map is banned or picked before the match. Maps are played in the order in which they were picked.',
      examples: [
        { action: 'ban', map: 'Nuke', team: 'home' },
        { action: 'pick', map: 'Mirage', team: 'away' },
        { action: 'decider', map: 'Ancient' },
      ],
    }),
  period_start: commonEvents.period_start
    .extend({
      map: mapName.optional(),
      pickedBy: side.optional().describe('the side that picked it'),
      sides: sides.optional(),
    })
    .meta({
      description: 'A map begins. So does the match, if nobody said so.',
      examples: [{ period: 1, map: 'Mirage', pickedBy: 'away', sides: { home: 'CT', away: 'T' } }],
    }),
  sides: sides.meta({
    description:
      'What each side plays from now on. At half-time of a map that counts rounds they change by themselves; in overtime only the feed knows.',
    examples: [{ home: 'T', away: 'CT' }],
  }),
  round: z
    .object({
      team: side.describe('the side that wins it'),
      how: word.optional().describe('in the feed’s words: `elimination`, `bomb`, `defuse`, `time`'),
    })
    .meta({
      description: 'A round is won. The map, and the match, follow from the rounds.',
      examples: [{ team: 'home', how: 'defuse' }],
    }),
  goal: z.object({ team: side.describe('who scored'), ...by }).meta({
    description: 'A goal of a map that counts goals. In overtime it wins the map.',
    examples: [{ team: 'home', player: 'Volt', assist: 'Ember' }],
  }),
  kill: z
    .object({ team: side.describe('the side that killed'), ...by, how: word.optional().describe('with which weapon') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'A kill. Counted where the format counts kills, elsewhere a line of the story.',
      examples: [{ team: 'away', player: 'Volt', how: 'AWP' }],
    }),
  objective: z
    .object({
      team: side.describe('the side that took it'),
      kind: word.describe('in the feed’s words: `dragon`, `baron`, `tower`, `roshan`, `bomb_planted`'),
      player: player.optional().describe('who'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'Something other than the map is taken. A line of the story; pages count them by kind.',
      examples: [{ team: 'home', kind: 'dragon' }],
    }),
  overtime_start: z.object({}).describe('Overtime of a map that counts goals: the next goal wins it.'),
  map_won: z
    .object({
      team: side.describe('who won it'),
      score: setScore.optional().describe('of the map; as it stands if left out'),
    })
    .meta({
      description: 'A map is won, in a game or a feed without rounds. Given by mistake, it is deleted.',
      examples: [{ team: 'home' }, { team: 'away', score: { home: 7, away: 13 } }],
    }),
  map_drawn: z.object({ score: setScore.optional().describe('of the map; as it stands if left out') }).meta({
    description: 'A map ends level, where the game or the league allows it: nobody has won it.',
    examples: [{}, { score: { home: 15, away: 15 } }],
  }),
  map_forfeit: z.object({ team: side.describe('the side that gives it up'), reason: reason.optional() }).meta({
    description: '`team` forfeits the map: the other side wins it, whatever was played.',
    examples: [{ team: 'away', reason: 'player absent' }],
  }),
  score_set: z
    .object({
      sets: z.array(setScore).max(99).optional().describe('score of each map that is over, in order'),
      points: setScore.optional().describe('of the map being played: rounds, goals, points or kills'),
      score: setScore.optional().describe('maps won, for feeds that know no more; also a map given in advance'),
      reason: reason.optional(),
    })
    .meta({
      description: 'Sets where the match stands: a checkpoint, or the only event of a feed that knows no more.',
      examples: [{ sets: [{ home: 13, away: 8 }], points: { home: 3, away: 4 } }],
    }),
}
