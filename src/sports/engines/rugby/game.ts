import { z } from 'zod'
import { eachOf, tallyOf } from '../game/detail.ts'
import type { Strength } from '../game/exclusions.ts'
import type { GameFormat } from '../game/format.ts'
import type { Game } from '../game/game.ts'
import { shortHanded } from '../game/short-handed.ts'

/** The options that rugby has beside those of all games. */
export interface RugbyOptions {
  readonly players: number
  readonly sinBinMin: number
}

/** A yellow card is for some minutes, red for good; where a competition has it, `red_20` lets another player come on after 20. */
export const rugbyStrength: Strength = {
  full: (format) => optionsOf(format).players,
  least: 1,
  excluded({ type, card }, format) {
    if (type !== 'card') return undefined
    if (card === 'yellow') return { minutes: [optionsOf(format).sinBinMin] }
    return card === 'red_20' ? { minutes: [20] } : { minutes: [], isForGood: true }
  },
  ends: ({ type }) => type === 'sin_bin_end',
  isGoal: () => false,
}

function optionsOf(format: GameFormat): RugbyOptions {
  return format as GameFormat & RugbyOptions
}

/** Schema of those options, with the usual ones of a code. */
export function rugbyOptions({ players, sinBinMin }: RugbyOptions) {
  return {
    players: z.int().min(5).max(15).default(players).describe('players of each side'),
    sinBinMin: z.int().min(1).max(20).default(sinBinMin).describe('minutes that a yellow card lasts'),
  }
}

/** What both codes of rugby have alike: the clock, what a board counts, what scores, and the cards beside a side. */
export const rugbyGame = {
  clock: { runs: 'running', shows: 'up', overtime: 'extra_time' },
  situation: shortHanded,
  tallies: {
    tries: {
      about: 'tries, penalty tries with them',
      of: ({ type, team }) => (team && (type === 'try' || type === 'penalty_try') ? { team, n: 1 } : undefined),
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
  strength: rugbyStrength,
  dismisses: ({ type, card }) => type === 'card' && card !== 'yellow',
  follows: { conversion: { types: ['try'], of: 'same' } },
  scores: [
    { type: 'try', what: 'a try' },
    { type: 'conversion', what: 'a conversion' },
    { type: 'penalty_goal', what: 'a penalty goal' },
    { type: 'drop_goal', what: 'a drop goal' },
  ],
  discipline: [{ type: 'card', what: 'a card' }],
  marks: ({ detail }, of) => [
    { code: 'red', n: tallyOf(detail, 'redCards', of) },
    { code: 'yellow', n: tallyOf(detail, 'yellowCards', of) },
  ],
} satisfies Partial<Game>
