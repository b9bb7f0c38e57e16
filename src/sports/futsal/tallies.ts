import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** What a board of futsal counts. */
export const futsalTallies: Tallies = {
  fouls: {
    about: 'accumulated fouls of this half; extra time goes on with the second half’s',
    isAnew: (period, { periods }) => period <= periods,
    of: eachOf('foul', ({ isAccumulated }) => isAccumulated !== false),
  },
  shots: {
    about: 'shots that were no goal',
    of: eachOf('shot'),
  },
  timeouts: {
    about: 'timeouts taken in this half; extra time has none',
    isAnew: () => true,
    of: eachOf('timeout'),
  },
  yellowCards: {
    about: 'yellow cards',
    of: eachOf('card', ({ card }) => card === 'yellow'),
  },
  redCards: {
    about: 'players sent off',
    of: eachOf('card', ({ card }) => card !== 'yellow'),
  },
}
