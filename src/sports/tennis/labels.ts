import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const tennisLabels: SportLabels = { ...setsLabels, title: 'Tennis', isOfPeople: true }
