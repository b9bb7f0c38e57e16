import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const iceHockeyLabels: SportLabels = {
  title: 'Ice hockey',
  phases: gamePhaseLabels,
  over: 'Final',
  methods: { shootout: 'Final/SO' },
}
