import type { SportLabels } from '../../contract/labels.ts'

/** The words of every sport that is played in sets. */
export const setsLabels: Omit<SportLabels, 'title'> = {
  phases: { set_break: 'Break', warm_up: 'Warm-up' },
  over: 'Final',
}
