import { expect, it } from 'vitest'
import { measureEdits } from '../../../bench/corrections/edits.ts'
import { measureTimeline } from '../../../bench/corrections/timeline.ts'

const ignoreProgress = () => {}
/** Several starts of the whole server, on a machine that may be busy. */
const SLOW = { timeout: 180_000 }

it('measures edits of matches that the server remembers, and of those it has forgotten', SLOW, async () => {
  const load = { events: 200, coldMatches: 2, warmUpMatches: 1, rememberedEdits: 20 }

  const { cold, remembered } = await measureEdits('embedded', load, ignoreProgress)

  expect(Object.keys(cold)).toEqual(['server'])
  expect(Object.keys(remembered)).toEqual(['server'])
  expect(remembered['server']).toBeGreaterThan(0)
})

it('measures a timeline of edits, and the events of other matches that were sent meanwhile', SLOW, async () => {
  const load = { events: 200, otherMatches: 2, perSecond: 100 }

  const { tookMs, longestWaitMs, others } = await measureTimeline('embedded', load, 1, ignoreProgress)

  expect(tookMs).toBeGreaterThan(0)
  expect(others).toBeGreaterThan(0)
  expect(longestWaitMs).toBeGreaterThan(0)
})
