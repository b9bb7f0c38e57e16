import type { SportLabels } from '../contract/labels.ts'

export const baseballLabels: SportLabels = {
  title: 'Baseball',
  phases: {},
  over: 'Final',
  usualPeriods: 9,
  methods: { overtime: 'Final' },
  possession: 'at bat',
}
