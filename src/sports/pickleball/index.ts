import { defineRallySport } from '../engines/rally/define.ts'
import type { RallyFormat } from '../engines/rally/format.ts'

/**
 * USA Pickleball Official Rulebook: section 4 (only the side that serves scores, the score is called with the number of the
 * server, the side that opens a game has one server: 0–0–2), 5.B (ends change after each game, and in the deciding one at 6 of
 * 11, 8 of 15, 11 of 21), 10 (two time-outs a game to 11 or 15, three to 21), 12 (games to 11, 15 or 21, two ahead); provisional
 * rules of 2025 for rally scoring (each rally is a point; the one that wins the game is won by the side that serves).
 */
const doubles: RallyFormat = {
  bestOf: 3,
  pointsToWin: 11,
  winBy: 2,
  cap: 'none',
  serve: 'winner',
  opens: 'other',
  tossForLast: false,
  ends: 'half',
  timeouts: 2,
  timeoutsPer: 'set',
  scoring: 'side-out',
  servers: 2,
  winOnServe: false,
}

export const pickleball = defineRallySport({
  name: 'pickleball',
  title: 'Pickleball',
  about:
    'Pickleball, side-out or rally scoring: games, the match, who serves and as which server follow from who wins each rally.',
  defaults: doubles,
  presets: {
    doubles: { servers: 2 },
    singles: { servers: 1 },
    'to-15': { bestOf: 1, pointsToWin: 15 },
    'to-21': { bestOf: 1, pointsToWin: 21, timeouts: 3 },
    /** Each rally a point, one server a side. */
    rally: { scoring: 'rally', servers: 1, winOnServe: true },
    'rally-to-21': { scoring: 'rally', servers: 1, winOnServe: true, bestOf: 1, pointsToWin: 21, timeouts: 3 },
  },
  fixed: ['serve', 'opens', 'tossForLast', 'ends', 'timeoutsPer'],
  unit: 'Game',
})
