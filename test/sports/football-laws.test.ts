import { football } from '../../src/sports/football.ts'
import { sportLaws } from '../support/sport-laws.ts'
import { generateFootball } from './generate-football.ts'

sportLaws(football, generateFootball)
