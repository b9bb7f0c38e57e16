import { rugbyGame } from '../../../src/sports/engines/rugby/game.ts'
import { rugbyUnionEvents } from '../../../src/sports/rugby-union/events.ts'
import { rugbyUnionFormat, rugbyUnionPresets } from '../../../src/sports/rugby-union/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: rugbyUnionFormat,
  presets: rugbyUnionPresets,
  events: rugbyUnionEvents,
  clock: { runs: 'running', shows: 'up', overtime: 'extra_time' },
  follows: rugbyGame.follows,
  everySeconds: 90,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'try', team: 'home' }],
    ['told', { type: 'conversion', team: 'home', made: true }],
    ['not told', { type: 'penalty', team: 'away' }],
  ],
})
