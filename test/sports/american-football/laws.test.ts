import { americanFootball } from '../../../src/sports/american-football/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(americanFootball, examples)
