import { badminton } from '../../../src/sports/badminton/index.ts'
import { sportLaws } from '../../support/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(badminton, examples)
