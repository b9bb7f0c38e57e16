import { eachOf, type Tallies } from '../engines/game/detail.ts'
import { beginsTimeouts } from './timeouts.ts'

/** What a board of american football counts. */
export const americanFootballTallies: Tallies = {
  touchdowns: {
    about: 'touchdowns',
    of: eachOf('touchdown'),
  },
  turnovers: {
    about: 'balls lost',
    of: eachOf('turnover'),
  },
  timeouts: {
    about: 'timeouts taken in this half, or in this overtime',
    isAnew: beginsTimeouts,
    of: eachOf('timeout'),
  },
  penalties: {
    about: 'flags that were accepted',
    of: eachOf('penalty', ({ decision }) => decision !== 'declined'),
  },
}
