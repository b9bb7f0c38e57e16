import type { SportLabels } from '../contract/labels.ts'
import { gamePhaseLabels } from '../engines/game/labels.ts'

export const handballLabels: SportLabels = {
  title: 'Handball',
  phases: gamePhaseLabels,
  methods: { shootout: '7 m' },
  over: 'FT',
}
