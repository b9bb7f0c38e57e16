import { esports } from '../../../src/sports/esports/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(esports, examples)
