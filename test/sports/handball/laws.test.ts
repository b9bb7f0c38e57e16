import { handball } from '../../../src/sports/handball/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(handball, examples)
