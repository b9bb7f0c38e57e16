import { defineGame } from '../engines/game/define.ts'
import { bonusOf } from './bonus.ts'
import { basketballEvents } from './events.ts'
import { basketballFormat, basketballPresets } from './format.ts'
import { basketballTallies, countsToTeam } from './tallies.ts'
import { targetFields, withTarget } from './target.ts'
import { basketballWorth } from './worth.ts'

export const basketball = defineGame({
  name: 'basketball',
  title: 'Basketball',
  about:
    'Basketball: quarters or halves with a clock that counts down and stops, team fouls and bonus, timeouts, overtime until it is decided; 3x3 and the Elam ending by a score to reach.',
  format: basketballFormat,
  presets: basketballPresets,
  events: basketballEvents,
  clock: { runs: 'manual', shows: 'down' },
  worth: basketballWorth,
  tallies: basketballTallies,
  scores: [
    { type: 'field_goal', what: 'a basket' },
    { type: 'free_throw', what: 'a free throw' },
  ],
  discipline: [{ type: 'foul', what: 'a foul' }],
  keyEvents: ['target_score'],
  // A technical foul of the bench is no team foul, and no player's.
  isShownOnly: (event) => event.type === 'foul' && !countsToTeam(event),
  repeats: ['free_throw'],
  contradicts: ({ type, n, of }) =>
    type === 'free_throw' && typeof n === 'number' && typeof of === 'number' && n > of
      ? `free throw ${n} of ${of}`
      : undefined,
  // The most that any competition lets a player have is six, technical fouls not counted (NBA Rule 12), the most points of one basket four.
  mostOfPlayer: { type: 'foul', n: 6, what: 'fouls', counts: ({ kind }) => kind !== 'technical' },
  mostPoints: 4,
  hasTenths: true,
  own: { fields: targetFields, apply: withTarget },
  target: ({ target }) => target as number | undefined,
  marks: (state, of) => [bonusOf(state, of)],
  situation: ({ detail }) => (detail['target'] === undefined ? undefined : `First to ${detail['target']} wins`),
})
