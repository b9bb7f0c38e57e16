import type { SportLabels } from '../contract/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

export const dartsLabels: SportLabels = { ...setsLabels, title: 'Darts', possession: 'throwing', isOfPeople: true }
