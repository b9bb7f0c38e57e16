import { expect, it, onTestFinished, vi } from 'vitest'
import { matchNotice } from '../../../src/client/element/match-card.ts'
import { words } from '../../../src/client/element/words.ts'
import type { MatchStatus } from '../../../src/client/status.ts'

it('a tag that reaches nobody says why, in words of its own for each reason', () => {
  const said = (['no-answer', 'timeout', 'busy', 'refused'] as const).map((reason) =>
    matchNotice({ match: 'm1', status: { kind: 'unreachable', reason }, feedSilentSince: undefined }),
  )
  expect(new Set(said).size).toBe(4)
  for (const text of said) expect(text).toMatch(/scores.*Trying again/)
})

it('a score that was live half a day ago or earlier is told with its day, and one that ended with its time', () => {
  vi.useFakeTimers({ now: new Date(2026, 10, 30, 15, 4) })
  onTestFinished(() => void vi.useRealTimers())
  const noticeOf = (status: MatchStatus) => matchNotice({ match: 'm1', status, feedSilentSince: undefined })
  const asOf = (day: number, hour: number) => new Date(2026, 10, day, hour, 3).getTime()
  expect(noticeOf({ kind: 'stale', asOf: asOf(30, 9), reason: 'connection' })).toMatch(
    /^Not live\. Score as of 0?9:03:00[^/.]*\.$/,
  )
  expect(noticeOf({ kind: 'stale', asOf: asOf(29, 15), reason: 'connection' })).toMatch(/29.*3:03:00/)
  expect(noticeOf({ kind: 'closed', asOf: asOf(29, 15) })).toMatch(/^Not live\. Score as of .*29.*3:03:00.*\. Reload/)
  expect(noticeOf({ kind: 'closed' })).toBe('Not live. Reload the page to try again.')
})

it.each([
  ['forbidden', words.notAllowed],
  ['invalid-match-id', words.notThisId('m1')],
  ['too-many-subscriptions', words.tooMany],
] as const)('a tag whose match is refused as %s says so', (code, text) => {
  expect(matchNotice({ match: 'm1', status: { kind: 'refused', code }, feedSilentSince: undefined })).toBe(text)
})
