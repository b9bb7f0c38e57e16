import { expect, it, vi } from 'vitest'
import { Answers } from '../../../src/client/following/answers.ts'
import { Followed } from '../../../src/client/following/followed.ts'
import { stateOf } from '../state-builder.ts'

const CUP = 'competition:cup'
const joined = { match: 'm1', epoch: 'e', seq: 1, state: stateOf('m1') }

/** A board without a delay, joined, and a match that is wanted five seconds late. */
function start() {
  const followed = new Followed(Math.random, () => {}, Date.now)
  followed.restart(4_096)
  const onPostponed = vi.fn()
  const answers = new Answers(followed, { onPostponed, onListing() {} })
  const board = followed.board(CUP)
  board.listeners.add({ listChanged() {}, statusChanged() {} })
  followed.server.boards.join(CUP, { by: 'request', view: 'full', delayMs: 0, everyMs: 0 })
  const match = followed.match('m1')
  match.followers.add({ view: 'full', everyMs: 0 })
  match.ownDelayMs = 5_000
  return { followed, answers, match, onPostponed }
}

it('does not show early what a board brings with another delay than is wanted: that is asked for', () => {
  const { followed, answers, match } = start()
  followed.server.matches.refuse('m1', 'too-many-subscriptions')
  answers.takeBoard({ op: 'board', board: CUP, matches: ['m1'], joined: [joined], left: [] })
  expect(match.held).toBeUndefined()
  expect(followed.plan().map(({ request }) => request)).toEqual([
    { op: 'subscribe', matches: [{ match: 'm1', delayMs: 5_000 }] },
  ])
})

it('does not unsubscribe from what only a board brought, with whatever delay, once nobody needs it', () => {
  const { followed, answers, match } = start()
  followed.server.matches.refuse('m1', 'too-many-subscriptions')
  answers.takeBoard({ op: 'board', board: CUP, matches: ['m1'], joined: [joined], left: [] })
  match.followers.clear()
  answers.takeBoard({ op: 'board', board: CUP, matches: [], joined: [], left: ['m1'] })
  expect(followed.plan()).toEqual([])
})

it('unsubscribes from what was asked for with a delay that is not wanted any more, once nobody needs it', () => {
  const { followed, answers, match } = start()
  followed.server.matches.ask('m1', 7, { view: 'full', delayMs: 1_000, everyMs: 0 })
  answers.takeSubscribed({ op: 'subscribed', id: 7, matches: [joined], rejected: [] })
  expect(match.held).toBeUndefined()
  match.followers.clear()
  expect(followed.plan().map(({ request }) => request)).toEqual([{ op: 'unsubscribe', matches: ['m1'] }])
})

it('[W18] a board that was listed in part is not taken for joined when the next connection cannot give it', () => {
  const { followed, answers } = start()
  const shown = { view: 'full', delayMs: 0, everyMs: 0 } as const
  followed.server.boards.ask(CUP, 7, shown)
  const matches: [] = []
  answers.takeSubscribed({
    op: 'subscribed',
    id: 7,
    matches,
    rejected: [],
    boards: [{ board: CUP, matches }],
    more: true,
  })
  followed.restart(4_096)
  followed.server.boards.ask(CUP, 8, shown)
  const boards = [{ board: CUP, code: 'unavailable' as const }]
  answers.takeSubscribed({ op: 'subscribed', id: 8, matches, rejected: [], boards })
  expect(followed.server.boards.of(CUP).kind).not.toBe('joined')
})
