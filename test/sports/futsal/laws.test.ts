import { futsal } from '../../../src/sports/futsal/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(futsal, examples)
