import type { Tallies } from '../engines/game/detail.ts'

/** What a board of australian rules counts. */
export const australianRulesTallies: Tallies = {
  goals: {
    about: 'goals',
    of: (event) => (event.type === 'goal' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  behinds: {
    about: 'behinds',
    of: (event) => (event.type === 'behind' && event.team ? { team: event.team, n: 1 } : undefined),
  },
  marks: {
    about: 'marks',
    of: (event) => (event.type === 'mark' && event.team ? { team: event.team, n: 1 } : undefined),
  },
}
