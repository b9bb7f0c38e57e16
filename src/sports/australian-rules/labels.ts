import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const australianRulesLabels: SportLabels = {
  title: 'Australian rules',
  phases: gamePhaseLabels,
  over: 'FT',
}
