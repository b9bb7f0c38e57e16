import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: IHF Rules of the Game 2025, rule 2:1 (2 × 30; youth 2 × 25 and 2 × 20), rule 2:2 (overtime of 2 × 5, and a second one), rule 2:2 comment (then
 * seven-metre throws, five each, then pairs), rule 16:5 (suspension: 2 minutes), rule 16:8 (disqualification: 2 minutes one fewer).
 */
export const handballFormat = gameFormat({ periods: 2, periodMin: 30, overtimeMin: 5, overtimeHalves: true })

export const handballPresets = {
  league: {},
  cup: { overtime: 'twice', shootout: 'apart' },
  'youth-2x25': { periodMin: 25 },
  'youth-2x20': { periodMin: 20 },
} as const
