import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const tableTennisLabels: SportLabels = {
  ...setsLabels,
  title: 'Table tennis',
  hasNowInPeriods: true,
  isOfPeople: true,
}
