import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const squashLabels: SportLabels = { ...setsLabels, title: 'Squash', hasNowInPeriods: true, isOfPeople: true }
