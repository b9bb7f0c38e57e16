import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const badmintonLabels: SportLabels = {
  ...setsLabels,
  title: 'Badminton',
  hasNowInPeriods: true,
  isOfPeople: true,
}
