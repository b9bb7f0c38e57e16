import type { SportLabels } from '../contract/labels.ts'
import { clockedPhaseLabels } from '../engines/clocked/labels.ts'

export const footballLabels: SportLabels = { title: 'Football', phases: clockedPhaseLabels, over: 'FT' }
