import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const padelLabels: SportLabels = { ...setsLabels, title: 'Padel', isOfPeople: true }
