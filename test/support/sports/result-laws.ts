import { expect } from 'vitest'
import { RESULT_METHODS, type Result } from '../../../src/match/state.ts'
import type { MatchBuilder } from './match-builder.ts'

/** Sports of sets list what was played until one side could not go on: the winner may have been behind. */
const MAY_BE_BEHIND: ReadonlySet<Result['method']> = new Set(['retired', 'default', 'disqualified'])

/** `[S4]` A result of any method, given at any moment, names the winner, and never shows him with the lower number. */
export function expectResultsTold(match: MatchBuilder): void {
  for (const method of RESULT_METHODS) {
    for (const winner of ['home', 'away'] as const) {
      const given = match.fork()
      given.send('result_set', { result: { winner, method } })
      const { result, detail, format } = given.state
      const text = result?.text ?? ''
      expect(text).toContain(given.state[winner].name)
      const { rank } = (format ?? {}) as { readonly rank?: string }
      if (rank === 'lowest' || ('sets' in detail && MAY_BE_BEHIND.has(method))) continue
      const [, first, second] = /won (\d+)–(\d+)/u.exec(text) ?? []
      expect(Number(first ?? 0), text).toBeGreaterThanOrEqual(Number(second ?? 0))
    }
  }
}
