import { pickleball } from '../../../src/sports/pickleball/index.ts'
import { rallyExamples } from '../engines/rally/rally-examples.ts'

export const examples = rallyExamples(pickleball, 11)
