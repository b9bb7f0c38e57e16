import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const americanFootballLabels: SportLabels = {
  title: 'American football',
  phases: gamePhaseLabels,
  over: 'Final',
  possession: 'has the ball',
}
