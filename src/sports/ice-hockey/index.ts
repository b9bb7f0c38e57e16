import { defineGame } from '../engines/game/define.ts'
import { iceHockeyEvents } from './events.ts'
import { iceHockeyFormat, iceHockeyPresets } from './format.ts'
import { hockeySituation, hockeyStrength } from './strength.ts'
import { iceHockeyTallies } from './tallies.ts'
import { iceHockeyWorth } from './worth.ts'

export const iceHockey = defineGame({
  name: 'ice-hockey',
  title: 'Ice hockey',
  about:
    'Ice hockey: three periods with a clock that counts down, sudden-death overtime, a shoot-out whose winner gets one more goal; penalties, shots, empty nets.',
  format: iceHockeyFormat,
  presets: iceHockeyPresets,
  events: iceHockeyEvents,
  clock: { runs: 'manual', shows: 'down' },
  worth: iceHockeyWorth,
  tallies: iceHockeyTallies,
  scores: [{ type: 'goal', what: 'a goal' }],
  discipline: [{ type: 'penalty', what: 'a penalty' }],
  keyEvents: ['goal', 'penalty'],
  hasTenths: true,
  // A foul that gives a penalty shot costs no minutes.
  isShownOnly: ({ type, minutes }) => type === 'penalty' && minutes === 0,
  strength: hockeyStrength,
  situation: hockeySituation,
})
