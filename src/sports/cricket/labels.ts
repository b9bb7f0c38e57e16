import type { SportLabels } from '../contract/labels.ts'

export const cricketLabels: SportLabels = {
  title: 'Cricket',
  clock: 'm:ss',
  phases: { innings_break: 'Break' },
  over: 'Final',
}
