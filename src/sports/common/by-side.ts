import { z } from 'zod'
import { player, side } from '../contract/reading/fields.ts'

/** The fields of what a side does: those that the sport wants to know, and who did it, which the feed need not say. */
export function bySide<Fields extends z.ZodRawShape = Record<never, never>>(fields = {} as Fields) {
  return z.object({
    team: side.describe('the side that does it'),
    ...fields,
    player: player.optional().describe('who did it'),
  })
}

/** Two examples of it: one without a player, and one with. */
export function sideExamples(fields: Readonly<Record<string, unknown>> = {}) {
  return [
    { team: 'home', ...fields },
    { team: 'away', player: 'Ada Lind', ...fields },
  ]
}
