import { pickleball } from '../../../src/sports/pickleball/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(pickleball, examples)
