import { generic } from '../../../src/sports/generic/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(generic, examples)
