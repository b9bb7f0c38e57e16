import { basketball } from '../../../src/sports/basketball/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(basketball, examples)
