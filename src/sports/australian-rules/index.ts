import { defineGame } from '../engines/game/define.ts'
import { tallyOf } from '../engines/game/detail.ts'
import { australianRulesEvents } from './events.ts'
import { australianRulesFormat, australianRulesPresets } from './format.ts'
import { australianRulesTallies } from './tallies.ts'
import { australianRulesWorth } from './worth.ts'

export const australianRules = defineGame({
  name: 'australian-rules',
  title: 'Australian rules',
  about:
    'Australian rules football: goals of six and behinds of one, in four quarters that last longer than their clock.',
  format: australianRulesFormat,
  presets: australianRulesPresets,
  events: australianRulesEvents,
  clock: { runs: 'running', shows: 'up_each_period', overtime: 'extra_time' },
  worth: australianRulesWorth,
  tallies: australianRulesTallies,
  scores: [
    { type: 'goal', what: 'a goal' },
    { type: 'behind', what: 'a behind' },
  ],
  keyEvents: ['goal'],
  // Fans read 12.8 (80): goals, behinds, points.
  sub: ({ detail }, of) => `${tallyOf(detail, 'goals', of)}.${tallyOf(detail, 'behinds', of)}`,
})
