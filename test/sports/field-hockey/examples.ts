import { fieldHockeyEvents } from '../../../src/sports/field-hockey/events.ts'
import { fieldHockeyFormat, fieldHockeyPresets } from '../../../src/sports/field-hockey/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: fieldHockeyFormat,
  presets: fieldHockeyPresets,
  events: fieldHockeyEvents,
  clock: { runs: 'manual', shows: 'down' },
  everySeconds: 90,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'goal', team: 'home' }],
    ['not told', { type: 'shot', team: 'home' }],
  ],
})
