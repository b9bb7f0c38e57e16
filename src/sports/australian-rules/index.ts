import { defineGame } from '../engines/game/define.ts'
import { australianRulesEvents } from './events.ts'
import { australianRulesFormat, australianRulesPresets } from './format.ts'
import { goalsAndBehinds, withToldScores } from './scores.ts'
import { australianRulesTallies } from './tallies.ts'
import { australianRulesWorth } from './worth.ts'

export const australianRules = defineGame({
  name: 'australian-rules',
  title: 'Australian rules',
  about:
    'Australian rules football: goals of six and behinds of one, in four quarters that last longer than their clock. A `score_set` may say how many there were: `"detail": {"goals": {"home": 12, "away": 9}, "behinds": {"home": 8, "away": 10}}`.',
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
  own: { fields: {}, apply: withToldScores },
  sub: goalsAndBehinds,
})
