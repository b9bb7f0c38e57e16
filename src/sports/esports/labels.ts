import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const esportsLabels: SportLabels = { ...setsLabels, title: 'Esports', hasNowInPeriods: true }
