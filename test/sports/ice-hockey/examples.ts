import { iceHockeyEvents } from '../../../src/sports/ice-hockey/events.ts'
import { iceHockeyFormat, iceHockeyPresets } from '../../../src/sports/ice-hockey/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: iceHockeyFormat,
  presets: iceHockeyPresets,
  events: iceHockeyEvents,
  clock: { runs: 'manual', shows: 'down' },
  everySeconds: 90,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'goal', team: 'home' }],
    ['not told', { type: 'shot', team: 'home' }],
    ['told', { type: 'penalty', team: 'home', minutes: 2 }],
  ],
})
