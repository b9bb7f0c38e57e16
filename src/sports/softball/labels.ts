import type { SportLabels } from '../contract/labels.ts'

export const softballLabels: SportLabels = {
  title: 'Softball',
  phases: {},
  over: 'Final',
  usualPeriods: 7,
  methods: { overtime: 'Final' },
  possession: 'at bat',
}
