import { handballEvents } from '../../../src/sports/handball/events.ts'
import { handballFormat, handballPresets } from '../../../src/sports/handball/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: handballFormat,
  presets: handballPresets,
  events: handballEvents,
  clock: { runs: 'running', shows: 'up', overtime: 'extra_time' },
  everySeconds: 60,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'goal', team: 'home' }],
    ['not told', { type: 'save', team: 'home' }],
  ],
})
