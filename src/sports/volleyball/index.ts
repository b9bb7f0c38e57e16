import { defineRallySport } from '../engines/rally/define.ts'
import type { RallyFormat } from '../engines/rally/format.ts'

/**
 * FIVB Official Volleyball Rules: 6.1-6.3 (point, set, match), 7.1 (toss), 12.1 (first service in a set), 15.1 (time-outs),
 * 18.2 (change of courts), 21.3 (penalty).
 */
const indoor: RallyFormat = {
  bestOf: 5,
  pointsToWin: 25,
  lastSet: 15,
  winBy: 2,
  cap: 'none',
  serve: 'winner',
  opens: 'other',
  tossForLast: true,
  ends: 'half',
  timeouts: 2,
  timeoutsPer: 'set',
}

export const volleyball = defineRallySport({
  name: 'volleyball',
  title: 'Volleyball',
  about: 'Volleyball and beach volleyball: sets, the match and who serves follow from the points.',
  defaults: indoor,
  presets: {
    indoor,
    /**
     * FIVB Official Beach Volleyball Rules: 6.2, 7.1 (who chose last at the toss chooses first in set 2), 15.1, 18.2 (courts
     * change every 7 points, every 5 in set 3).
     */
    beach: { ...indoor, bestOf: 3, pointsToWin: 21, opens: 'toss', ends: 'thirds', timeouts: 1 },
  },
  pointCard: 'red',
})
