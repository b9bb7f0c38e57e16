import type { Tallies } from '../engines/game/detail.ts'

/** What a board of rugby league counts. */
export const rugbyLeagueTallies: Tallies = {
  tries: {
    about: 'tries; penalty tries apart',
    of: (event) => (event.type === 'try' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  penalties: {
    about: 'penalties given to the side',
    of: (event) => (event.type === 'penalty' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  redCards: {
    about: 'players sent off',
    of: (event) =>
      event.type === 'card' && event['card'] !== 'yellow' && event.team ? { team: event.team, n: 1 } : undefined,
  },
  yellowCards: {
    about: 'players sent to the bin',
    of: (event) =>
      event.type === 'card' && event['card'] === 'yellow' && event.team ? { team: event.team, n: 1 } : undefined,
  },
}
