import { z } from 'zod'
import { type GameFormat, gameFormat } from '../engines/game/format.ts'

/**
 * Sources: FIBA Official Basketball Rules 2024, art. 8 (4 × 10, overtimes of 5), art. 41 (penalty from the fifth team foul of a quarter; fouls of
 * overtime are those of the fourth quarter). FIBA 3x3 Rules of the Game 2022, rules 5 and 6 (10 minutes or the first to 21; overtime without a clock,
 * won by the first two points), rule 8 (penalty from the seventh team foul). NBA Rule 5 (4 × 12, overtimes of 5), Rule 12 B V (penalty from the fifth
 * foul of a quarter, the fourth of an overtime, or the second of the last two minutes). WNBA Rule 5 and 12 B V (4 × 10; the same penalties).
 * NCAA men Rule 5-6 and 4-36 (2 × 20; one-and-one from the seventh foul of a half, two from the tenth; overtime goes on with the second half's).
 * NCAA women Rule 5-6 and 4-36 (4 × 10; the fifth foul of a quarter; overtime goes on with the fourth quarter's).
 */
export const basketballFormat = gameFormat({
  periods: 4,
  periodMin: 10,
  overtime: 'until_decided',
  overtimeMin: 5,
}).extend({
  bonusAt: z
    .int()
    .min(1)
    .max(50)
    .default(5)
    .describe('team fouls of a period from which the other side shoots free throws'),
  doubleBonusAt: z
    .int()
    .min(1)
    .max(50)
    .exactOptional()
    .describe('from which it shoots two, where `bonusAt` is one-and-one'),
  overtimeFouls: z
    .enum(['go_on', 'anew'])
    .default('go_on')
    .describe('whether team fouls of the last period count on in overtime'),
  overtimeBonusAt: z.int().min(1).max(50).exactOptional().describe('`bonusAt` of overtimes that count anew'),
  lateBonus: z
    .strictObject({
      lastMin: z.int().min(1).max(10).describe('minutes before the end of a period'),
      fouls: z.int().min(1).max(50).describe('team fouls within them'),
    })
    .exactOptional()
    .describe('so many fouls at the end of a period send the other side to the line, too'),
})

export type BasketballFormat = GameFormat & z.output<typeof basketballFormat>

const LATE = { lastMin: 2, fouls: 2 } as const
const NBA = { overtimeFouls: 'anew', overtimeBonusAt: 4, lateBonus: LATE } as const

export const basketballPresets = {
  fiba: {},
  nba: { ...NBA, periodMin: 12 },
  wnba: NBA,
  'ncaa-men': { periods: 2, periodMin: 20, bonusAt: 7, doubleBonusAt: 10 },
  'ncaa-women': {},
  '3x3': {
    periods: 1,
    overtime: 'once',
    overtimeMin: 0,
    targetScore: 21,
    overtimeTarget: 2,
    bonusAt: 7,
    doubleBonusAt: 10,
  },
  elam: { overtime: 'none' },
  /** The Basketball Tournament: four quarters of 9 minutes, the last with an Elam ending. */
  tbt: { periodMin: 9, overtime: 'none' },
} as const
