import { volleyball } from '../../../src/sports/volleyball/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(volleyball, examples)
