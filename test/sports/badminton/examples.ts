import { badminton } from '../../../src/sports/badminton/index.ts'
import { rallyExamples } from '../engines/rally/rally-examples.ts'

export const examples = rallyExamples(badminton, 21)
