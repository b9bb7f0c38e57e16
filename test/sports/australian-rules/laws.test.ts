import { australianRules } from '../../../src/sports/australian-rules/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(australianRules, examples)
