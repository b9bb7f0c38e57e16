import type { SportLabels } from '../contract/labels.ts'
import { clockedPhaseLabels } from '../engines/clocked/labels.ts'
import { setsLabels } from '../engines/sets/labels.ts'

/** A feed names the phases of its sport itself; those that it calls as other sports do get their words. */
export const genericLabels: SportLabels = {
  phases: { ...clockedPhaseLabels, ...setsLabels.phases, awaiting_overtime: 'OT next', innings_break: 'Break' },
  hasNamedBreaks: true,
  over: 'Final',
}
