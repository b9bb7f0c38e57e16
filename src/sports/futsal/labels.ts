import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const futsalLabels: SportLabels = {
  title: 'Futsal',
  phases: gamePhaseLabels,
  over: 'FT',
}
