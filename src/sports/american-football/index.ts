import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import { driveFields, driveSituation, isToldOnly, possessionOf, withDrive } from './drive.ts'
import { americanFootballEvents } from './events.ts'
import { americanFootballFormat, americanFootballPresets } from './format.ts'
import { americanFootballTallies } from './tallies.ts'
import { mostTimeouts, timeoutsOf } from './timeouts.ts'
import { americanFootballFollows, americanFootballWorth, isOvertimeTry } from './worth.ts'

export const americanFootball = defineGame({
  name: 'american-football',
  title: 'American football',
  about:
    'American football: touchdowns and tries, field goals and safeties, four quarters with a clock that counts down, down and distance, overtime by competition.',
  format: americanFootballFormat,
  presets: americanFootballPresets,
  events: americanFootballEvents,
  clock: { runs: 'manual', shows: 'down' },
  worth: americanFootballWorth,
  tallies: americanFootballTallies,
  scores: [
    { type: 'touchdown', what: 'a touchdown' },
    { type: 'extra_point', what: 'an extra point' },
    { type: 'two_point_conversion', what: 'a two-point conversion' },
    { type: 'defensive_conversion', what: 'a defensive conversion' },
    { type: 'field_goal', what: 'a field goal' },
    { type: 'safety', what: 'a safety' },
  ],
  keyEvents: ['touchdown', 'field_goal', 'safety', 'turnover'],
  level: 'Tie',
  timeouts: mostTimeouts,
  isShownOnly: isToldOnly,
  follows: americanFootballFollows,
  standsAlone: isOvertimeTry,
  own: { fields: driveFields, apply: withDrive },
  possession: possessionOf,
  marks: (state, of) => [
    {
      code: 'timeouts',
      n: state.status === 'live' ? Math.max(0, timeoutsOf(state) - tallyOf(state.detail, 'timeouts', of)) : 0,
    },
  ],
  situation: driveSituation,
})
