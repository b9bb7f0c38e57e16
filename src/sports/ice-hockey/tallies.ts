import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** What a board of ice hockey counts. */
export const iceHockeyTallies: Tallies = {
  shots: {
    about: 'shots on goal, goals included',
    of: (event) =>
      (event.type === 'shot' || event.type === 'goal') && event.team ? { team: event.team, n: 1 } : undefined,
  },
  penaltyMinutes: {
    about: 'minutes of penalties',
    of: (event) =>
      event.type === 'penalty' && event.team ? { team: event.team, n: Number(event['minutes']) } : undefined,
  },
  powerPlayGoals: {
    about: 'goals with more players on the ice',
    of: eachOf('goal', ({ strength }) => strength === 'pp'),
  },
}
