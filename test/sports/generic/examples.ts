import { pointsText } from '../../../src/sports/common/text/score-text.ts'
import type { SportExamples } from '../../support/sports/sport-examples.ts'
import { generateGeneric } from './generate.ts'

const home = { team: 'home' }

export const examples: SportExamples = {
  generate: generateGeneric,
  scoreline: { mainOf: ({ score }, side) => pointsText(score[side]) },
  keyEvents: [
    ['told', { type: 'match_start' }],
    ['told', { type: 'period_start', period: 1 }],
    ['not told', { type: 'clock', action: 'start' }],
    ['told', { type: 'score', ...home, points: 2 }],
    ['not told', { type: 'note', text: 'A long throw.' }],
    ['told', { type: 'break_start', kind: 'half_time' }],
    ['told', { type: 'period_end', period: 1 }],
  ],
}
