import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const rugbyLeagueLabels: SportLabels = {
  title: 'Rugby league',
  phases: gamePhaseLabels,
  over: 'FT',
}
