import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const rugbyUnionLabels: SportLabels = {
  title: 'Rugby union',
  phases: gamePhaseLabels,
  methods: { shootout: 'Kicks' },
  over: 'FT',
}
