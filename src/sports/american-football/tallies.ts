import type { Tallies } from '../engines/game/detail.ts'

/** What a board of american football counts. */
export const americanFootballTallies: Tallies = {
  touchdowns: {
    about: 'touchdowns',
    of: (event) => (event.type === 'touchdown' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  turnovers: {
    about: 'balls lost',
    of: (event) => (event.type === 'turnover' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  penalties: {
    about: 'flags that were accepted',
    of: (event) =>
      event.type === 'penalty' && event['decision'] !== 'declined' && event.team
        ? { team: event.team, n: 1 }
        : undefined,
  },
}
