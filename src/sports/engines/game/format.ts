import { z } from 'zod'

/** How long the parts of a game are, and what follows when it is level. */
export interface GameFormat {
  readonly periods: number
  readonly periodMin: number
  /** `none`: a level game is a draw, or goes straight to what follows overtime. */
  readonly overtime: 'none' | 'once' | 'twice' | 'until_decided'
  /** Of each half, where an overtime has two; 0 has no clock. */
  readonly overtimeMin: number
  readonly overtimeHalves: boolean
  /** The first to lead in overtime has won. */
  readonly suddenDeath: boolean
  /** One more period after all overtimes, which the first to score wins. */
  readonly suddenDeathMin?: number | undefined
  /** The first to score this many in overtime has won. */
  readonly overtimeTarget?: number | undefined
  /** `counts_one`: who wins it gets one more point in the score. `apart`: its score stands beside. */
  readonly shootout: 'none' | 'counts_one' | 'apart'
  /** Attempts of each side before every pair of them may decide it. */
  readonly shootoutRounds: number
  /** The first to have this many in regulation has won. */
  readonly targetScore?: number | undefined
  /** A lead of this many ends the game. */
  readonly mercyLead?: number | undefined
}

/** A sport says what is usual in it. */
export type GameDefaults = Pick<GameFormat, 'periods' | 'periodMin'> & Partial<GameFormat>

/** The options that all games with periods have, with a sport's own defaults. */
export function gameFormat(defaults: GameDefaults) {
  return z.strictObject({
    periods: z.int().min(1).max(12).default(defaults.periods).describe('of regulation'),
    periodMin: z.int().min(1).max(120).default(defaults.periodMin).describe('length of a period in minutes'),
    overtime: z
      .enum(['none', 'once', 'twice', 'until_decided'])
      .default(defaults.overtime ?? 'none')
      .describe('what follows a level game: nothing, one overtime, two, or as many as it takes'),
    overtimeMin: z
      .int()
      .min(0)
      .max(120)
      .default(defaults.overtimeMin ?? 5)
      .describe('length of an overtime in minutes, or of each of its halves; 0: it has no clock'),
    overtimeHalves: z
      .boolean()
      .default(defaults.overtimeHalves ?? false)
      .describe('an overtime has two halves, both played'),
    suddenDeath: z
      .boolean()
      .default(defaults.suddenDeath ?? false)
      .describe('the first to lead in overtime has won'),
    suddenDeathMin: z
      .int()
      .min(1)
      .max(120)
      .exactOptional()
      .describe('length in minutes of one more period after overtime, which the first to score wins'),
    overtimeTarget: z.int().min(1).max(100).exactOptional().describe('the first to score so many in overtime has won'),
    shootout: z
      .enum(['none', 'counts_one', 'apart'])
      .default(defaults.shootout ?? 'none')
      .describe('`counts_one`: who wins it gets one more in the score; `apart`: its score stands beside'),
    shootoutRounds: z
      .int()
      .min(1)
      .max(20)
      .default(defaults.shootoutRounds ?? 5)
      .describe('attempts of each side in a shoot-out before each pair may decide it'),
    targetScore: z.int().min(1).max(1000).exactOptional().describe('the first to have so many in regulation has won'),
    mercyLead: z.int().min(1).max(1000).exactOptional().describe('a lead of so many ends the game'),
  })
}
