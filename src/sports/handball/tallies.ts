import type { Tallies } from '../engines/game/detail.ts'

/** What a board of handball counts. */
export const handballTallies: Tallies = {
  suspensions: {
    about: 'suspensions of two minutes',
    of: (event) => (event.type === 'suspension' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  saves: {
    about: 'saves',
    of: (event) => (event.type === 'save' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  redCards: {
    about: 'red cards; a blue one is red with a report',
    of: (event) =>
      event.type === 'card' && event['card'] !== 'yellow' && event.team ? { team: event.team, n: 1 } : undefined,
  },
  yellowCards: {
    about: 'warnings',
    of: (event) =>
      event.type === 'card' && event['card'] === 'yellow' && event.team ? { team: event.team, n: 1 } : undefined,
  },
}
