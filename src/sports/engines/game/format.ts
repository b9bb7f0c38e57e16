import { z } from 'zod'

/** How long the parts of a game are, and what follows when it is level. */
export interface GameFormat {
  readonly periods: number
  readonly periodMin: number
  /** `none`: a level game is a draw. */
  readonly overtime: 'none' | 'once' | 'until_decided'
  readonly overtimeMin: number
  /** The first to lead in overtime has won. */
  readonly suddenDeath: boolean
  /** `counts_one`: who wins it gets one more point in the score. `apart`: its score stands beside. */
  readonly shootout: 'none' | 'counts_one' | 'apart'
  /** The first to have so many has won. */
  readonly targetScore?: number | undefined
}

/** The options that all games with periods have, with a sport's own defaults. */
export function gameFormat(defaults: GameFormat) {
  return z.strictObject({
    periods: z.int().min(1).max(12).default(defaults.periods).describe('of regulation'),
    periodMin: z.int().min(1).max(120).default(defaults.periodMin).describe('length of a period in minutes'),
    overtime: z
      .enum(['none', 'once', 'until_decided'])
      .default(defaults.overtime)
      .describe('what follows a level game: nothing, one overtime, or as many as it takes'),
    overtimeMin: z.int().min(1).max(120).default(defaults.overtimeMin).describe('length of an overtime in minutes'),
    suddenDeath: z.boolean().default(defaults.suddenDeath).describe('the first to lead in overtime has won'),
    shootout: z
      .enum(['none', 'counts_one', 'apart'])
      .default(defaults.shootout)
      .describe('`counts_one`: who wins it gets one more in the score; `apart`: its score stands beside'),
    targetScore: z
      .int()
      .min(1)
      .max(1000)
      .exactOptional()
      .describe('the first to have so many has won (3x3, Elam ending)'),
  })
}
