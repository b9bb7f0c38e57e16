import type { Game } from '../game/define.ts'
import { eachOf, tallyOf } from '../game/detail.ts'

/** What both codes of rugby have alike: the clock, what a board counts, what scores, and the cards beside a side. */
export const rugbyGame = {
  clock: { runs: 'running', shows: 'up' },
  tallies: {
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
  },
  scores: [
    { type: 'try', what: 'a try' },
    { type: 'conversion', what: 'a conversion' },
    { type: 'penalty_goal', what: 'a penalty goal' },
  ],
  marks: ({ detail }, of) => [
    { code: 'red', n: tallyOf(detail, 'redCards', of) },
    { code: 'yellow', n: tallyOf(detail, 'yellowCards', of) },
  ],
} satisfies Partial<Game>
