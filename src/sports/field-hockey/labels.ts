import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const fieldHockeyLabels: SportLabels = {
  title: 'Hockey (field)',
  phases: gamePhaseLabels,
  methods: { shootout: 'SO' },
  over: 'FT',
}
