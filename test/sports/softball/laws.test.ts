import { softball } from '../../../src/sports/softball/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(softball, examples)
