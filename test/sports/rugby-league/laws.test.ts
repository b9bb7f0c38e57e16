import { rugbyLeague } from '../../../src/sports/rugby-league/index.ts'
import { sportLaws } from '../../support/sports/sport-laws.ts'
import { examples } from './examples.ts'

sportLaws(rugbyLeague, examples)
