import type { Scenario } from '../common/scenario.ts'
import { measureAppend, measureRefold } from './reducer.ts'

export const refold: Scenario = {
  name: 'refold',
  title: 'a correction of the first event of a long match, and the state as it was at its end',
  run: measureRefold,
}

export const append: Scenario = {
  name: 'append',
  title: 'one more event, reducer and patch, in matches of 50 to 1,000 events',
  run: measureAppend,
}
