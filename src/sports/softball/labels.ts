import type { SportLabels } from '../contract/labels.ts'

export const softballLabels: SportLabels = {
  title: 'Softball',
  phases: {},
  over: 'Final',
  methods: { overtime: 'Final', forfeit: 'Forfeit' },
  possession: 'at bat',
}
