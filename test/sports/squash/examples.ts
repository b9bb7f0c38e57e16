import { squash } from '../../../src/sports/squash/index.ts'
import { rallyExamples } from '../engines/rally/rally-examples.ts'

export const examples = rallyExamples(squash, 11, {
  points: ['stroke', 'conduct_stroke'],
  shown: ['let', 'conduct_warning'],
})
