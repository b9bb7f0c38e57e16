import { snooker } from '../../../src/sports/snooker/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(snooker, examples)
