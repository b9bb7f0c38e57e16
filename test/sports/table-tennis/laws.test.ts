import { tableTennis } from '../../../src/sports/table-tennis/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(tableTennis, examples)
