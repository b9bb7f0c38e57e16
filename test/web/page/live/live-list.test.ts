import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Client } from '../../../../src/client/client.ts'
import { LiveList } from '../../../../src/web/page/live/live-list.ts'
import type { PageClock } from '../../../../src/web/page/page-clock.ts'
import type { HeldMatch, ListData } from '../../../../src/web/page-data.ts'
import { fakeContext } from './fake-follow.ts'

const nothing = () => {}

beforeEach(() => {
  class NobodyLooks {
    observe = nothing
    unobserve = nothing
    disconnect = nothing
  }
  vi.stubGlobal('IntersectionObserver', NobodyLooks)
  vi.stubGlobal('requestAnimationFrame', nothing)
})
afterEach(() => vi.unstubAllGlobals())

/** Its boards are known and have no match. To follow a match tells their status, as the client does that had it to work out anew. */
function emptyBoards(): { client: Client; tell: () => void; followed: string[] } {
  const listeners: (() => void)[] = []
  const followed: string[] = []
  const tell = () => {
    for (const listener of listeners) listener()
  }
  const client = {
    board: () => ({
      status: { kind: 'live' },
      matches: [],
      on: (kind: string, listener: () => void) => kind === 'status' && listeners.push(listener),
      close: nothing,
    }),
    subscribe(match: string) {
      followed.push(match)
      // A client that goes round in a circle ends here, not by the end of its stack.
      if (followed.length < 200) tell()
      return { status: { kind: 'loading' }, on: nothing, close: nothing }
    },
  }
  return { client: client as unknown as Client, tell, followed }
}

it('follows the first twenty that the server drew and no board has, each once, whatever following them tells', () => {
  const { client, tell, followed } = emptyBoards()
  const drawn = Array.from({ length: 50 }, (_, n) => ({ match: `m${n}`, state: {} }) as unknown as HeldMatch)
  const page = { kind: 'list', of: { kind: 'today' }, matches: drawn } as unknown as ListData
  const clock = { now: () => Date.now(), offsetMs: 0 } as PageClock
  const list = new LiveList(page, { client, clock, delayMs: 0, view: 'score', announce: nothing }, drawn)
  tell()
  list.close()
  expect(followed).toEqual(drawn.slice(0, 20).map(({ match }) => match))
})

it.each([
  ['is gone', { kind: 'waiting' }, { kind: 'empty', isNew: false }],
  ['is refused', { kind: 'refused', code: 'forbidden' }, { kind: 'failed' }],
])('does not go on loading when all that it could show %s', (_, status, shown) => {
  const { boards, matches, context } = fakeContext()
  const page = { kind: 'list', of: { kind: 'today' }, matches: [], isNew: false } as unknown as ListData
  const list = new LiveList(page, context, [])
  for (const board of boards) board.answers()
  boards[0]?.tell('joined', { match: 'm1' })
  expect(list.get()).toEqual({ kind: 'loading' })
  for (const match of matches) match.status = status
  list.changed()
  expect(list.get()).toEqual(shown)
  list.close()
})
