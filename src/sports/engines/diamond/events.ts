import { z } from 'zod'
import { commonEvents } from '../../common/events.ts'
import { period, player, playerName, points, reason, score, side, word } from '../../contract/reading/fields.ts'
import type { EventOf } from '../../contract/sport.ts'
import { DISPLAY_ONLY } from '../../contract/warnings/display-only.ts'
import { PLATE_RESULT_NAMES } from './plays/results.ts'

const half = z
  .enum(['top', 'bottom'])
  .optional()
  .describe(
    'which half of the inning in `period`, or of the one being played; left out, the one in which `team` bats, or the one being played',
  )
const ofInning = { half }
const batting = {
  ...ofInning,
  team: side.optional().describe('the side that bats; left out, the one on the board'),
}
const base = z.enum(['first', 'second', 'third'])
const nextBase = z.enum(['second', 'third', 'home'])
const bases = z
  .array(base)
  .max(3)
  .optional()
  .describe('the bases that are occupied after the play; left out, as the rules make them')
const runs = z.int().min(0).max(4).optional().describe('runs that score on it; left out, as the rules make them')
const outs = z.int().min(0).max(3).optional().describe('outs that it makes; left out, those of its result')
const rbi = z.int().min(0).max(4).optional().describe('runs batted in')
const earned = z
  .int()
  .min(0)
  .max(4)
  .optional()
  .describe('of the runs, those that the official scorer charges to the pitcher')
const listed = z.union([
  z.object({ name: player, position: word.optional().describe('in the feed’s words: `SS`, `DH`') }),
  playerName,
])
const pitcher = player.optional().describe('who pitches')
const name = (what: string) => player.optional().describe(what)
const advance = (what: string) =>
  z.object({ ...batting, runs, bases, pitcher }).meta({
    description: `${what} Every runner goes one base, unless the event says otherwise.`,
    examples: [{ team: 'away' }],
  })
const count = {
  balls: z.int().min(0).max(4).optional().describe('of the count on the batter'),
  strikes: z.int().min(0).max(3).optional().describe('of the count on the batter'),
}

const board = {
  inning: z.int().min(1).max(99).optional().describe('on the board'),
  half: z.enum(['top', 'bottom']).optional().describe('of it, or of the inning on the board'),
  outs: z.int().min(0).max(3).optional().describe('of the half being played'),
  ...count,
  bases: z.array(base).max(3).optional().describe('that are occupied'),
  batter: name('who is at bat'),
  pitcher,
}
const whole = z.int().min(0).max(200)

export const diamondEvents = {
  ...commonEvents,
  period_start: commonEvents.period_start.extend(ofInning).meta({
    description: 'An inning begins with its top, or a half of it: `top_5`, `bottom_5`.',
    examples: [{ period: 1 }, { period: 'bottom_1' }],
  }),
  period_end: commonEvents.period_end.extend(ofInning).meta({
    description: 'An inning is over with both halves, or a half of it: `top_5`.',
    examples: [{ period: 1 }, { period: 'top_2' }],
  }),
  break_start: commonEvents.break_start.meta({
    ...DISPLAY_ONLY,
    description: 'A break, such as the stretch of the seventh inning. Shown, and no more.',
    examples: [{ kind: 'seventh_inning_stretch' }],
  }),
  lineup: z
    .object({
      team: side.describe('whose'),
      batting: z
        .array(listed)
        .min(1)
        .max(30)
        .describe('in the order in which they bat: names, or objects with `name` and `position`'),
      pitcher: player.optional().describe('who pitches first'),
    })
    .meta({
      ...DISPLAY_ONLY,
      description: 'The line-up of a side. A later one replaces it. Shown on the cards, in its order.',
      examples: [{ team: 'home', batting: [{ name: 'Ana Ruiz', position: 'SS' }, 'Kei Mori'], pitcher: 'Rex Holm' }],
    }),
  half_inning_start: z.object({ ...batting, period: period.optional().describe('the inning') }).meta({
    description: 'A half of an inning begins; left out which, the next one. `half` alone is the next of its kind.',
    examples: [{ period: 1, half: 'top' }],
  }),
  half_inning_end: z.object({ ...batting, period: period.optional().describe('the inning') }).meta({
    description: 'A half of an inning is over. After three outs it is so by itself.',
    examples: [{ period: 1, half: 'top' }],
  }),
  batter: z
    .object({ ...batting, player: player.describe('who comes to bat') })
    .meta({ description: 'The next batter.', examples: [{ team: 'away', player: 'Ana Ruiz' }] }),
  pitch: z
    .object({
      ...batting,
      call: z
        .enum([
          'ball',
          'intentional_ball',
          'called_strike',
          'swinging_strike',
          'foul',
          'foul_tip',
          'foul_bunt',
          'missed_bunt',
          'automatic_ball',
          'automatic_strike',
          'hit_by_pitch',
          'in_play',
        ])
        .describe('what the umpire calls it'),
      batter: name('who is at bat'),
      pitcher,
      kind: word.optional().describe('`fastball`, `slider`, in the feed’s words'),
      speed: z.number().min(0).max(250).optional().describe('in the feed’s unit'),
    })
    .meta({
      description:
        'A pitch: it moves the count and the pitches thrown, and no more. What comes of it, a walk too, is the `plate_appearance` after it.',
      examples: [{ call: 'called_strike' }, { call: 'ball', pitcher: 'Kei Mori' }],
    }),
  plate_appearance: z
    .object({
      ...batting,
      result: z.enum(PLATE_RESULT_NAMES).describe('what it came to'),
      batter: name('who batted; or `player`'),
      pitcher,
      runs,
      rbi,
      earned,
      outs,
      bases,
      pitches: z.int().min(1).max(50).optional().describe('thrown in it, for feeds without `pitch`'),
    })
    .meta({
      description:
        'A batter’s turn is over. Bases, runs, outs, hits and errors follow from its result; the feed may say `runs`, `outs` and `bases` itself, and should where runners went further, or not as far.',
      examples: [
        { team: 'away', result: 'single', batter: 'Ana Ruiz' },
        { team: 'away', result: 'home_run', batter: 'Kei Mori', runs: 2 },
        { team: 'home', result: 'field_out', bases: ['second'] },
      ],
    }),
  run: z
    .object({
      ...batting,
      player: name('who scores'),
      rbi: name('who bats it in'),
      earned: z.boolean().optional().describe('whether it is charged to the pitcher'),
    })
    .meta({
      description:
        'A run by itself, where no other event counts it: of the runner of that name, else of the one nearest to home.',
      examples: [{ team: 'home', player: 'Lou Becker' }],
    }),
  score: commonEvents.score
    .extend({ ...ofInning, team: side.describe('who scored'), points: points.describe('how many runs') })
    .meta({
      description:
        'Runs of a side, from a scorer who keeps no bases: of the inning in `period`, else of the one being played.',
      examples: [
        { team: 'home', points: 2 },
        { team: 'away', points: 1, period: 1 },
      ],
    }),
  out: z
    .object({
      ...batting,
      outs: z.int().min(1).max(3).optional().describe('how many; one if left out'),
      player: name('who is out'),
    })
    .meta({ description: 'An out, from a scorer who keeps no more.', examples: [{ team: 'away' }] }),
  stolen_base: z
    .object({ ...batting, base: nextBase.describe('the base that is stolen'), player: name('who steals it') })
    .meta({ description: 'A base is stolen.', examples: [{ team: 'away', base: 'second', player: 'Ana Ruiz' }] }),
  caught_stealing: z
    .object({ ...batting, base: nextBase.describe('the base that he tried to steal'), player: name('who is out') })
    .meta({
      description: 'A runner is out at the base that he tried to steal.',
      examples: [{ team: 'away', base: 'second' }],
    }),
  runner_out: z
    .object({
      ...batting,
      base: base.describe('the base that the runner was on'),
      player: name('who is out'),
      kind: word.optional().describe('`pickoff`, `appeal`, `interference`, in the feed’s words'),
    })
    .meta({
      description: 'A runner is out: picked off, on appeal, on the way.',
      examples: [{ team: 'away', base: 'first' }],
    }),
  runner_advance: z
    .object({
      ...batting,
      from: base.describe('the base he was on'),
      to: nextBase.describe('where he stands then'),
      player: name('who goes'),
    })
    .meta({
      description: 'A runner goes on by himself: on the throw, on a play that tells no bases. Home is a run.',
      examples: [{ team: 'away', from: 'first', to: 'second' }],
    }),
  wild_pitch: advance('A wild pitch.'),
  passed_ball: advance('The catcher lets a pitch pass.'),
  balk: advance('A balk, or an illegal pitch.'),
  error: z
    .object({
      ...ofInning,
      team: side.optional().describe('the side in the field'),
      player: name('who erred'),
      kind: word.optional().describe('`fielding`, `throwing`, in the feed’s words'),
    })
    .meta({
      description: 'An error that is not the result of a plate appearance: it is counted, and moves nobody.',
      examples: [{ team: 'home', player: 'Otto Quist' }],
    }),
  pitching_change: z
    .object({
      ...ofInning,
      team: side.optional().describe('the side in the field'),
      player: player.describe('who pitches from now on'),
    })
    .meta({ description: 'Another pitcher.', examples: [{ team: 'home', player: 'Rex Holm' }] }),
  situation: z.object(board).meta({
    description: 'Sets what stands on the board beside the score: for feeds that are asked every few seconds.',
    examples: [{ inning: 3, half: 'bottom', outs: 2, balls: 3, strikes: 1, bases: ['first', 'third'] }],
  }),
  score_set: z
    .object({
      score: score.describe('from now on'),
      innings: z
        .array(z.object({ home: whole.optional(), away: whole.optional() }))
        .max(50)
        .optional()
        .describe('the runs of each inning from the first; a half that was not played has none'),
      hits: score.optional().describe('of each side, in the whole game'),
      errors: score.optional().describe('that each side made'),
      ...board,
      reason: reason.optional(),
    })
    .meta({
      description:
        'Sets the score, and what else of the board the feed knows: a checkpoint, or the only event of a feed that knows no more.',
      examples: [
        { score: { home: 2, away: 1 } },
        {
          score: { home: 1, away: 3 },
          innings: [
            { away: 3, home: 0 },
            { away: 0, home: 1 },
          ],
          hits: { home: 4, away: 5 },
        },
      ],
    }),
  last_inning: z.object({ inning: z.int().min(1).max(99).describe('which one it is') }).meta({
    description: 'That inning is the last: a time limit, a curfew, the light. Level after it, the game is a tie.',
    examples: [{ inning: 6 }],
  }),
  game_called: z.object({ reason: reason.optional() }).meta({
    description: 'The umpire ends the game: it has a result if enough innings were played, else it is no game.',
    examples: [{ reason: 'rain' }],
  }),
  forfeit: z
    .object({ team: side.describe('the side that forfeits'), reason: reason.optional() })
    .meta({ description: 'A side forfeits: the other wins by the score of the rules.', examples: [{ team: 'away' }] }),
}

export type DiamondEvent = EventOf<typeof diamondEvents>
export type EventNamed<Type extends DiamondEvent['type']> = Extract<DiamondEvent, { type: Type }>
