import { defineRallySport } from '../engines/rally/define.ts'
import type { RallyFormat } from '../engines/rally/format.ts'
import { squashEvents } from './events.ts'

/**
 * World Squash, Rules of Singles Squash: 2 (a game to 11, two ahead; the best of three or five; appendix: to 15), 5 (the
 * winner of a rally serves, the winner of a game serves first in the next), 8 (let and stroke), 15.6 (penalties for conduct).
 */
const bestOfFive: RallyFormat = {
  bestOf: 5,
  pointsToWin: 11,
  winBy: 2,
  cap: 'none',
  serve: 'winner',
  opens: 'winner',
  tossForLast: false,
  ends: 'none',
  timeouts: 0,
  timeoutsPer: 'match',
}

export const squash = defineRallySport({
  name: 'squash',
  title: 'Squash',
  about: 'Squash: games, the match and who serves follow from the rallies. Lets change nothing, strokes are points.',
  defaults: bestOfFive,
  presets: { 'best-of-five': { bestOf: 5 }, 'best-of-three': { bestOf: 3 }, 'par-15': { bestOf: 5, pointsToWin: 15 } },
  fixed: ['lastSet', 'serve', 'opens', 'tossForLast', 'ends', 'timeouts', 'timeoutsPer'],
  unit: 'Game',
  own: { events: squashEvents, brings: { stroke: 'point', conduct_stroke: 'point', conduct_game: 'set' } },
})
