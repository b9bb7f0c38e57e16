import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** What a board of rugby league counts. */
export const rugbyLeagueTallies: Tallies = {
  tries: {
    about: 'tries; penalty tries apart',
    of: eachOf('try'),
  },
  penalties: {
    about: 'penalties given to the side',
    of: eachOf('penalty'),
  },
  redCards: {
    about: 'players sent off',
    of: eachOf('card', ({ card }) => card !== 'yellow'),
  },
  yellowCards: {
    about: 'players sent to the bin',
    of: eachOf('card', ({ card }) => card === 'yellow'),
  },
}
