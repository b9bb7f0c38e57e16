import { volleyball } from '../../../src/sports/volleyball/index.ts'
import { rallyExamples } from '../engines/rally/rally-examples.ts'

export const examples = rallyExamples(volleyball, 25)
