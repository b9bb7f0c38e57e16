import { gameFormat } from '../engines/game/format.ts'

/**
 * Sources: FIFA Futsal Laws of the Game 2023-24, law 3 (four and a goalkeeper; no fewer than three), law 7 (2 × 20 with a clock that stops; one timeout a half), law 7 (extra time
 * of 2 × 5), law 10 (kicks from the penalty mark, five each), law 12 (sent off: another player comes on after two minutes, or once the other side
 * scores against fewer), law 13 (from the sixth accumulated foul of a half a kick without a wall; those of the second half go on in extra time).
 */
export const futsalFormat = gameFormat({ periods: 2, periodMin: 20, overtimeMin: 5, overtimeHalves: true })

export const futsalPresets = {
  league: {},
  cup: { overtime: 'once', shootout: 'apart' },
  'straight-penalties': { shootout: 'apart' },
} as const
