import { describe, expect, it, vi } from 'vitest'
import { FollowedMatch } from '../../../src/client/following/followed-match.ts'
import { goal, stateOf } from '../state-builder.ts'

const NOW = 1_000_000
const held = (seq: number) => ({ epoch: 'e', seq, state: stateOf('m1') })

/** A match at seq 3. */
function start(leastDelayMs = 0) {
  const match = new FollowedMatch('m1', { now: () => NOW, statusOf: () => ({ kind: 'live' }), leastDelayMs })
  match.start(held(3))
  const updated = vi.fn()
  match.listeners.add({ updated, replaced() {}, changed() {}, statusChanged() {} })
  return { match, updated }
}

describe('an update', () => {
  it.each([
    [0, 15_000, false],
    [0, 15_001, true],
    [30_000, 45_000, false],
    [30_000, 45_001, true],
  ])('of a match shown %i ms late that is %i ms old: is one to catch up with, %s', (delayMs, ageMs, isCatchUp) => {
    const { match, updated } = start(delayMs)
    match.takeUpdate({ ...goal('m1', 4, { home: 1, away: 0 }), at: NOW - ageMs })
    expect(updated).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ isCatchUp }))
  })
})

describe('a state that the page has from elsewhere', () => {
  it('is where a match begins anew that nobody needs, also from before what is held', () => {
    const { match } = start()
    expect([match.start(held(1)), match.held?.seq]).toEqual([true, 1])
  })

  it('is not taken by a match that somebody follows', () => {
    const { match } = start()
    match.followers.add({ view: 'full', everyMs: 0 })
    expect([match.start(held(9)), match.held?.seq]).toEqual([false, 3])
  })
})

it.each([
  [1_000, 1_000, false],
  [999, 1_000, true],
])(
  'a match of a board is asked for by itself only if it is wanted more often: each %i ms, board %i ms',
  (own, board, wantsMore) => {
    const { match } = start()
    match.followers.add({ view: 'full', everyMs: own })
    match.boards.add({ name: 'b', view: 'full', everyMs: board } as never)
    expect(match.wantsMore).toBe(wantsMore)
  },
)
