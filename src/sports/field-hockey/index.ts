import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import { shortHanded } from '../engines/game/short-handed.ts'
import { fieldHockeyEvents } from './events.ts'
import { fieldHockeyFormat, fieldHockeyPresets } from './format.ts'
import { fieldHockeyStrength } from './strength.ts'
import { fieldHockeyTallies } from './tallies.ts'
import { fieldHockeyWorth } from './worth.ts'

export const fieldHockey = defineGame({
  name: 'field-hockey',
  title: 'Hockey (field)',
  about:
    'Field hockey: four quarters with a clock that counts down, penalty corners and strokes, cards of three colours, a shoot-out whose score stands beside.',
  format: fieldHockeyFormat,
  presets: fieldHockeyPresets,
  events: fieldHockeyEvents,
  clock: { runs: 'manual', shows: 'down' },
  strength: fieldHockeyStrength,
  situation: shortHanded,
  worth: fieldHockeyWorth,
  tallies: fieldHockeyTallies,
  scores: [{ type: 'goal', what: 'a goal' }],
  discipline: [{ type: 'card', what: 'a card' }],
  keyEvents: ['goal', 'card', 'penalty_stroke'],
  dismisses: ({ type, card }) => type === 'card' && card === 'red',
  marks: ({ detail }, of) => [
    { code: 'red', n: tallyOf(detail, 'redCards', of) },
    { code: 'yellow', n: tallyOf(detail, 'yellowCards', of) },
    { code: 'green', n: tallyOf(detail, 'greenCards', of) },
  ],
})
