import { defineRallySport } from '../engines/rally/define.ts'
import type { RallyFormat } from '../engines/rally/format.ts'

/** BWF Laws of Badminton, law 7: games to 21, two ahead, 30 at the latest; who wins a game serves first in the next. Law 8: ends. */
const standard: RallyFormat = {
  bestOf: 3,
  pointsToWin: 21,
  winBy: 2,
  cap: 30,
  serve: 'winner',
  opens: 'winner',
  tossForLast: false,
  ends: 'half',
  timeouts: 0,
  timeoutsPer: 'set',
}

export const badminton = defineRallySport({
  name: 'badminton',
  title: 'Badminton',
  about: 'Badminton: games (called sets here), the match and who serves follow from the points.',
  defaults: standard,
  presets: {
    standard,
    /** The alternative of law 7: five games to 11. */
    'five-by-eleven': { ...standard, bestOf: 5, pointsToWin: 11, cap: 15 },
    /** Three games to 15, 21 at the latest. */
    'three-by-fifteen': { ...standard, pointsToWin: 15, cap: 21 },
  },
  pointCard: 'red',
})
