import { squash } from '../../../src/sports/squash/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(squash, examples)
