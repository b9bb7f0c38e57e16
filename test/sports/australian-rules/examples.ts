import { australianRulesEvents } from '../../../src/sports/australian-rules/events.ts'
import { australianRulesFormat, australianRulesPresets } from '../../../src/sports/australian-rules/format.ts'
import { gameExamples } from '../engines/game/generate.ts'

export const examples = gameExamples({
  format: australianRulesFormat,
  presets: australianRulesPresets,
  events: australianRulesEvents,
  clock: { runs: 'running', shows: 'up_each_period', overtime: 'extra_time' },
  everySeconds: 50,
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'goal', team: 'home' }],
    ['not told', { type: 'mark', team: 'away' }],
  ],
})
