import { darts } from '../../../src/sports/darts/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(darts, examples)
