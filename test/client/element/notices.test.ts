import { expect, it } from 'vitest'
import { matchNotice } from '../../../src/client/element/match-card.ts'

it('a tag that reaches nobody says why, in words of its own for each reason', () => {
  const said = (['no-answer', 'timeout', 'busy', 'refused'] as const).map((reason) =>
    matchNotice({ match: 'm1', status: { kind: 'unreachable', reason }, feedSilentSince: undefined }),
  )
  expect(new Set(said).size).toBe(4)
  for (const text of said) expect(text).toMatch(/scores.*Trying again/)
})
