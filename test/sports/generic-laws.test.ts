import { generic } from '../../src/sports/generic.ts'
import { sportLaws } from '../support/sport-laws.ts'
import { generateGeneric } from './generate-generic.ts'

sportLaws(generic, generateGeneric)
