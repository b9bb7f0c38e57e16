import { defineRallySport } from '../engines/rally/define.ts'
import type { RallyFormat } from '../engines/rally/format.ts'

/** FIVB Official Volleyball Rules: 6.1-6.3 (point, set, match), 7.1 (toss), 12.1 (first service in a set), 15.1 (time-outs), 21.3 (penalty). */
const indoor: RallyFormat = {
  bestOf: 5,
  pointsToWin: 25,
  lastSet: 15,
  winBy: 2,
  cap: 'none',
  serve: 'winner',
  opens: 'other',
  tossForLast: true,
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
    /** FIVB Official Beach Volleyball Rules: 6.2, 7.1 (who chose last at the toss chooses first in set 2), 15.1. */
    beach: { ...indoor, bestOf: 3, pointsToWin: 21, opens: 'toss', timeouts: 1 },
  },
  pointCard: 'red',
})
