import type { Tallies } from '../engines/game/detail.ts'

/** What a board of hockey (field) counts. */
export const fieldHockeyTallies: Tallies = {
  penaltyCorners: {
    about: 'penalty corners',
    of: (event) => (event.type === 'penalty_corner' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  shots: {
    about: 'shots that were no goal',
    of: (event) => (event.type === 'shot' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  redCards: {
    about: 'red cards',
    of: (event) =>
      event.type === 'card' && event['card'] === 'red' && event.team ? { team: event.team, n: 1 } : undefined,
  },
  cards: {
    about: 'cards of all colours',
    of: (event) => (event.type === 'card' && event.team ? { team: event.team, n: 1 } : undefined),
  },
}
