import { z } from 'zod'
import { applyCommon, withDerivedResult } from '../../../src/sports/common/apply.ts'
import { commonEvents } from '../../../src/sports/common/events.ts'
import { onState, startState, withScore } from '../../../src/sports/common/state.ts'
import { commonWarnings, surprisesOfCommon } from '../../../src/sports/common/surprises.ts'
import { plainResultText } from '../../../src/sports/common/text/result-text.ts'
import { plainScoreline } from '../../../src/sports/common/text/scoreline.ts'
import { corrections } from '../../../src/sports/contract/corrections.ts'
import { side } from '../../../src/sports/contract/reading/fields.ts'
import { defineSport } from '../../../src/sports/contract/sport.ts'

const events = {
  ...commonEvents,
  snatch: z.object({ team: side.describe('who snatched') }).meta({
    description: 'The flag is carried home.',
    examples: [{ team: 'home' }],
  }),
}

/** A sport that nobody plays: a flag snatched counts three. */
export const flagSnatch = defineSport<typeof events, object, object>({
  name: 'flag-snatch',
  title: 'Flag snatch',
  about: 'Two sides and a flag.',
  format: z.strictObject({ flags: z.int().min(1).default(1).describe('flags on the field') }),
  presets: { three: { flags: 3 } },
  events,
  detail: z.object({}),
  phases: { pre_match: 'not begun' },
  start: (fixture) => ({ state: startState(fixture, { phase: 'pre_match', detail: {}, format: {} }), memory: {} }),
  apply(board, event, at) {
    const next =
      event.type === 'snatch'
        ? onState(board, (state) => withScore(state, event.team, state.score[event.team] + 3))
        : applyCommon(board, event, at)
    return withDerivedResult(next, () => undefined)
  },
  readPlace: () => undefined,
  scoreline: plainScoreline,
  resultText: plainResultText,
  warnings: {
    ...commonWarnings,
    'two-flags': { when: 'the flag was in two places', example: 'a second `snatch` at once' },
  },
  surprises: (state, event) => surprisesOfCommon(state, event),
  corrections: corrections(
    { what: 'a snatch', concerns: ({ type }) => type === 'snatch' },
    { delete: 'flag_returned' },
  ),
  keyEvents: new Set(['snatch']),
})
