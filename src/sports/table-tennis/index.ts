import { defineRallySport } from '../engines/rally/define.ts'
import type { RallyFormat } from '../engines/rally/format.ts'
import { tableTennisEvents } from './events.ts'

/**
 * ITTF Laws of Table Tennis: 2.11 (a game), 2.12 (a match), 2.13 (two serves each, one from 10-10; who served first in a
 * game receives first in the next; ends change after each game, and in the last one at five points). Without their text at hand:
 * the expedite system of the Laws, and of the Regulations one time-out a match, and yellow and red together (a point, then two).
 */
const bestOfFive: RallyFormat = {
  bestOf: 5,
  pointsToWin: 11,
  winBy: 2,
  cap: 'none',
  serve: 'two-each',
  opens: 'other',
  tossForLast: false,
  ends: 'before-half',
  timeouts: 1,
  timeoutsPer: 'match',
}

export const tableTennis = defineRallySport({
  name: 'table-tennis',
  title: 'Table tennis',
  about: 'Table tennis: games (called sets here), the match and who serves follow from the points.',
  defaults: bestOfFive,
  presets: { 'best-of-five': bestOfFive, 'best-of-seven': { ...bestOfFive, bestOf: 7 } },
  pointCard: 'yellow_red',
  laterPointCard: 2,
  own: { events: tableTennisEvents, brings: { expedite: 'turns' } },
})
