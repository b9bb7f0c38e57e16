import { futsalEvents } from '../../../src/sports/futsal/events.ts'
import { futsalFormat, futsalPresets } from '../../../src/sports/futsal/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: futsalFormat,
  presets: futsalPresets,
  events: futsalEvents,
  clock: { runs: 'manual', shows: 'down', overtime: 'extra_time' },
  everySeconds: 60,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'goal', team: 'home' }],
    ['not told', { type: 'foul', team: 'home' }],
    ['told', { type: 'card', team: 'home', card: 'yellow' }],
  ],
})
