import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const pickleballLabels: SportLabels = {
  ...setsLabels,
  title: 'Pickleball',
  hasNowInPeriods: true,
  isOfPeople: true,
}
