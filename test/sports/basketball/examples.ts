import { basketballEvents } from '../../../src/sports/basketball/events.ts'
import { basketballFormat, basketballPresets } from '../../../src/sports/basketball/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: basketballFormat,
  presets: basketballPresets,
  events: basketballEvents,
  clock: { runs: 'manual', shows: 'down' },
  everySeconds: 40,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'period_start', period: 1 }],
    ['not told', { type: 'field_goal', team: 'home', points: 2 }],
    ['not told', { type: 'foul', team: 'home' }],
    ['told', { type: 'period_end', period: 1 }],
  ],
})
