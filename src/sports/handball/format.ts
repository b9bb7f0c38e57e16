import { gameFormat } from '../engines/game/format.ts'

/**
 * Source: IHF Rules of the Game (2025), rule 2 (halves of 30 minutes; overtime twice 5 minutes; then 7-metre throws, five each).
 */
export const handballFormat = gameFormat({
  periods: 2,
  periodMin: 30,
  overtime: 'none',
  overtimeMin: 5,
  suddenDeath: false,
  shootout: 'apart',
})

export const handballPresets = {
  league: {},
  cup: { overtime: 'until_decided' },
  'youth-2x25': { periodMin: 25 },
} as const
