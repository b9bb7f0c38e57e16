import { iceHockey } from '../../../src/sports/ice-hockey/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(iceHockey, examples)
