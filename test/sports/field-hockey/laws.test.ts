import { fieldHockey } from '../../../src/sports/field-hockey/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(fieldHockey, examples)
