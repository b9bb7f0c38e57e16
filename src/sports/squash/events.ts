import { z } from 'zod'
import { player, reason, side } from '../contract/reading/fields.ts'
import { DISPLAY_ONLY } from '../contract/warnings/display-only.ts'

const awarded = (description: string, why: string) =>
  z
    .object({ team: side.describe('the side to which it is awarded'), reason: reason.optional() })
    .meta({ description, examples: [{ team: 'home', reason: why }] })

/** What squash has beyond the rally engine. A conduct match is a `default`. */
export const squashEvents = {
  let: z
    .object({ team: side.optional().describe('who asked for it'), player: player.optional().describe('who') })
    .meta({
      ...DISPLAY_ONLY,
      description: 'The rally is played again: no point, the same server.',
      examples: [{ team: 'home' }],
    }),
  stroke: awarded('`team` is awarded a stroke: it wins the rally.', 'interference'),
  conduct_warning: z
    .object({ team: side.describe('to whom it is given'), reason: reason.optional() })
    .meta({ ...DISPLAY_ONLY, description: 'A conduct warning. It costs nothing.', examples: [{ team: 'away' }] }),
  conduct_stroke: awarded('`team` is awarded a stroke for the conduct of the other side.', 'racket abuse'),
  conduct_game: awarded(
    '`team` is awarded the game for the conduct of the other side, which keeps the points that it has.',
    'abuse of the referee',
  ),
}
