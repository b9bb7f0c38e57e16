import type { SportLabels } from '../contract/labels.ts'

export const cricketLabels: SportLabels = {
  title: 'Cricket',
  phases: { innings_break: 'Break' },
  hasNamedBreaks: true,
  over: 'Final',
  possession: 'batting',
}
