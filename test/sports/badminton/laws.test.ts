import { badminton } from '../../../src/sports/badminton/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(badminton, examples)
