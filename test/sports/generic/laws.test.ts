import { generic } from '../../../src/sports/generic/index.ts'
import { sportLaws } from '../../support/sport-laws.ts'
import { generateGeneric } from './generate.ts'

sportLaws(generic, generateGeneric)
