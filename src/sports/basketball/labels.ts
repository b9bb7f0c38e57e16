import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const basketballLabels: SportLabels = {
  title: 'Basketball',
  phases: gamePhaseLabels,
  over: 'Final',
}
