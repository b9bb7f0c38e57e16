import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** What a board of handball counts. */
export const handballTallies: Tallies = {
  suspensions: {
    about: 'suspensions of two minutes',
    of: eachOf('suspension'),
  },
  saves: {
    about: 'saves',
    of: eachOf('save'),
  },
  timeouts: { about: 'timeouts taken', of: eachOf('timeout') },
  redCards: {
    about: 'red cards; a blue one of a player who has none counts as red',
    of: eachOf('card', ({ card }) => card === 'red'),
  },
  yellowCards: {
    about: 'warnings',
    of: eachOf('card', ({ card }) => card === 'yellow'),
  },
}
