import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const snookerLabels: SportLabels = {
  ...setsLabels,
  title: 'Snooker',
  hasNowInPeriods: true,
  possession: 'at the table',
  isOfPeople: true,
}
