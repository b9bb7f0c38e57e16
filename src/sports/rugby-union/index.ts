import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import { rugbyUnionEvents } from './events.ts'
import { rugbyUnionFormat, rugbyUnionPresets } from './format.ts'
import { rugbyUnionTallies } from './tallies.ts'
import { rugbyUnionWorth } from './worth.ts'

export const rugbyUnion = defineGame({
  name: 'rugby-union',
  title: 'Rugby union',
  about:
    'Rugby union and sevens: tries, conversions, kicks and cards; a clock that counts up and runs past its end; extra time where a winner is needed.',
  format: rugbyUnionFormat,
  presets: rugbyUnionPresets,
  events: rugbyUnionEvents,
  clock: { runs: 'running', shows: 'up' },
  worth: rugbyUnionWorth,
  tallies: rugbyUnionTallies,
  scores: [
    { type: 'try', what: 'a try' },
    { type: 'conversion', what: 'a conversion' },
    { type: 'penalty_goal', what: 'a penalty goal' },
  ],
  keyEvents: ['try', 'penalty_try', 'conversion', 'penalty_goal', 'drop_goal', 'card'],
  marks: ({ detail }, of) => [
    { code: 'red', n: tallyOf(detail, 'redCards', of) },
    { code: 'yellow', n: tallyOf(detail, 'yellowCards', of) },
  ],
})
