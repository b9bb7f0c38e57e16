import { tableTennis } from '../../../src/sports/table-tennis/index.ts'
import { rallyExamples } from '../engines/rally/rally-examples.ts'

export const examples = rallyExamples(tableTennis, 11)
