import type { SportLabels } from '../contract/labels.ts'

export const baseballLabels: SportLabels = {
  title: 'Baseball',
  phases: {},
  over: 'Final',
  usualPeriods: 9,
  methods: { overtime: 'Final', forfeit: 'Forfeit' },
  possession: 'at bat',
}
