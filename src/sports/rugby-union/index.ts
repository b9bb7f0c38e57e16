import { defineGame } from '../engines/game/define.ts'
import { rugbyGame } from '../engines/rugby/game.ts'
import { rugbyUnionEvents } from './events.ts'
import { rugbyUnionFormat, rugbyUnionPresets } from './format.ts'
import { rugbyUnionWorth } from './worth.ts'

export const rugbyUnion = defineGame({
  ...rugbyGame,
  name: 'rugby-union',
  title: 'Rugby union',
  about:
    'Rugby union and sevens: tries, conversions, kicks and cards; a clock that counts up and runs past its end; extra time where a winner is needed.',
  format: rugbyUnionFormat,
  presets: rugbyUnionPresets,
  events: rugbyUnionEvents,
  worth: rugbyUnionWorth,
  scores: [...rugbyGame.scores, { type: 'penalty_try', what: 'a penalty try' }],
  suddenDeathWords: 'in sudden death',
  keyEvents: ['try', 'penalty_try', 'conversion', 'penalty_goal', 'drop_goal', 'card'],
})
