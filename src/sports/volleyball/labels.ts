import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const volleyballLabels: SportLabels = { ...setsLabels, title: 'Volleyball', hasNowInPeriods: true }
