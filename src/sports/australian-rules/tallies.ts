import { eachOf, type Tallies } from '../engines/game/detail.ts'

/** What a board of australian rules counts. */
export const australianRulesTallies: Tallies = {
  goals: {
    about: 'goals',
    of: eachOf('goal'),
  },
  behinds: {
    about: 'behinds',
    of: eachOf('behind'),
  },
  marks: {
    about: 'marks',
    of: eachOf('mark'),
  },
}
