import { rugbyUnion } from '../../../src/sports/rugby-union/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(rugbyUnion, examples)
