import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const snookerLabels: SportLabels = {
  ...setsLabels,
  title: 'Snooker',
  possession: 'at the table',
  isOfPeople: true,
}
