import { z } from 'zod'
import { type MatchState, RESULT_METHODS, STATUSES } from '../../../match/state.ts'
import { period, playerName, side } from '../reading/fields.ts'
import type { Sport } from '../sport.ts'

const name = z.string().min(1)
const count = z.int().min(0)
const instant = z.int().min(0)
const team = z.strictObject({
  id: name.exactOptional().describe('the feed’s own id of the team'),
  name,
  short: name.exactOptional().describe('what it is called where room is short'),
  code: name.exactOptional().describe('as scoreboards abbreviate it: `ARG`'),
  colour: z.string().exactOptional().describe('of the team: `#c8102e`'),
  crest: z.string().exactOptional().describe('https address of an image'),
})

const clock = z.strictObject({
  running: z.boolean().describe('false while it stands still'),
  baseMs: count.describe('what it showed at the instant `at`'),
  at: instant.describe('ms since the epoch'),
  dir: z.enum(['up', 'down']).describe('which way it counts'),
  show: z.enum(['minute', 'm:ss', 'm:ss.t']).describe('how to write it: `67’`, `4:05`, or with tenths'),
  limitMs: count.exactOptional().describe('where stoppage time begins, in ms of this clock: `45+2’` is beyond it'),
})

const sideLine = z.strictObject({
  main: z.string().describe('the number that fans read first: `2`, `43/3`, `1 (4)`; empty before a side has batted'),
  now: z.string().exactOptional().describe('what is being played for inside the period: `40`, `AD`, `17`'),
  sub: z.string().exactOptional().describe('small beside it: `4.1 ov`'),
  marks: z
    .array(z.strictObject({ code: z.string(), n: count }))
    .exactOptional()
    .describe('what the side carries, such as `{"code":"red","n":1}`; ignore codes that you do not know'),
})

const scoreline = z.strictObject({
  home: sideLine,
  away: sideLine,
  serving: side.exactOptional().describe('who serves, bats, or has the ball'),
  note: z
    .string()
    .exactOptional()
    .describe('one short sentence: the result, an interruption, a review, the situation, or how it stands'),
})

const pending = z.strictObject({
  id: z.string().describe('of the event'),
  type: z.string(),
  status: z.enum(['pending', 'under_review']),
  subject: z.string().exactOptional().describe('what a review is about; unconfirmed events have none'),
  team: side.exactOptional(),
  player: playerName.exactOptional(),
  period: period.exactOptional(),
  clock: z.string().exactOptional(),
})

const result = z.looseObject({
  winner: z.enum(['home', 'away', 'draw', 'none']).describe('`draw`: level; `none`: no result'),
  method: z.enum(RESULT_METHODS).describe('how it was decided'),
  margin: z.string().exactOptional().describe('`5 wickets`'),
  text: z.string().exactOptional().describe('the result in words: `Rovers won on penalties, 3–3 (4–2 pens)`'),
})

/**
 * The whole state document of one sport's matches. It describes what this version sends; nothing is parsed with it, for
 * states are made by the reducers alone.
 */
export function stateSchemaOf(sport: Sport): z.ZodType<MatchState> {
  const number = sport.points ?? count
  const score = z.strictObject({ home: number, away: number })
  const part = z.object({ home: number.exactOptional(), away: number.exactOptional() })
  return z.strictObject({
    match: z.string().describe('the match’s id'),
    sport: z.literal(sport.name).describe('its wire name'),
    format: sport.format.describe('the rules of this match, complete'),
    competition: name.exactOptional().describe('that it is part of'),
    startsAt: instant.exactOptional().describe('scheduled start, ms since the epoch'),
    competitionName: name.exactOptional().describe('what people call it'),
    round: name.exactOptional().describe('`Matchday 12`, `Quarter-final`'),
    venue: name.exactOptional().describe('where it is played'),
    home: team.describe('the side at home, or named first'),
    away: team.describe('the other side'),
    status: z.enum(STATUSES).describe('for logic; the same ten in all sports'),
    statusReason: z.string().exactOptional().describe('why, if the feed said so: `rain`'),
    phase: phaseSchemaOf(sport).describe('for display; the sport’s own, listed under `phases`'),
    period: z
      .strictObject({ n: count.describe('from 1'), label: z.string().describe('on the scoreboard: `2H`, `Set 3`') })
      .exactOptional()
      .describe('the period being played, or played last'),
    clock: clock
      .exactOptional()
      .describe('no ticks are sent: while it runs, show `baseMs` plus (or, counting down, minus) the time since `at`'),
    score: score.describe('what decides the match: goals, points, sets won, runs'),
    scoreline: scoreline.describe('what to draw without knowing the sport'),
    periods: z
      .array(
        part
          .extend({
            label: z.string().describe('of the column'),
            sub: part.exactOptional().describe('small beside the number: the points of a tie-break'),
          })
          .strict(),
      )
      .describe('line score, with the period being played; a side that did not play one has no number there'),
    detail: sport.detail.describe('what only this sport shows'),
    pending: z.array(pending).describe('announced and not counted: unconfirmed events, reviews in progress'),
    timeout: z
      .strictObject({ team: side.exactOptional(), kind: z.string().exactOptional() })
      .exactOptional()
      .describe('the timeout being taken'),
    result: result.exactOptional().describe('once play is over'),
    updatedAt: instant.describe('when the newest change was accepted, ms since the epoch; 0 before the first'),
  })
}

/** One of the sport's phases; `<n>` in a name stands for a number, a phase `<name>` for any that a feed makes up. */
function phaseSchemaOf({ phases }: Sport): z.ZodType<string> {
  const names = Object.keys(phases)
  if (names.includes('<name>')) return z.string().min(1)
  return z.string().regex(new RegExp(`^(${names.map((name) => name.replace('<n>', '[1-9]\\d*')).join('|')})$`))
}
