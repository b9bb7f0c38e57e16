import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** What a board of hockey (field) counts. */
export const fieldHockeyTallies: Tallies = {
  penaltyCorners: {
    about: 'penalty corners',
    of: eachOf('penalty_corner'),
  },
  shots: {
    about: 'shots that were no goal',
    of: eachOf('shot'),
  },
  redCards: {
    about: 'red cards',
    of: eachOf('card', ({ card }) => card === 'red'),
  },
  yellowCards: {
    about: 'yellow cards',
    of: eachOf('card', ({ card }) => card === 'yellow'),
  },
  greenCards: {
    about: 'green cards',
    of: eachOf('card', ({ card }) => card === 'green'),
  },
}
