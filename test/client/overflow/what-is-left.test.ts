import { expect, it, vi } from 'vitest'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { stateOf } from '../state-builder.ts'
import { openLanes } from './open-lanes.ts'

fakeTimePerTest()

const joined = (match: string) => ({ match, epoch: 'e', seq: 1, state: stateOf(match) })
const update = (match: string) => ({ op: 'update', match, seq: 2, at: 1, patch: {} }) as const

/** Two connections, each with a board; `x` is on both, and the first brings it. */
function openTwoBoards() {
  const opened = openLanes()
  const { transport, hello, says, told } = opened
  transport.send({ op: 'subscribe', id: 1, matches: [], boards: [{ board: 'first' }, { board: 'second' }] })
  const onFirst = { board: 'first', matches: ['x'] }
  const refused = { board: 'second', code: 'too-many-boards' } as const
  says(0, { op: 'subscribed', id: 1, matches: [joined('x')], rejected: [], boards: [onFirst, refused] })
  hello(1)
  const onSecond = { board: 'second', matches: ['x'] }
  says(1, { op: 'subscribed', id: 1, matches: [joined('x')], rejected: [], boards: [onSecond] })
  told.length = 0
  return opened
}

it('tells a match of two boards as the connection that brought it does, and as the other one does once that has left it', () => {
  const { transport, says, told } = openTwoBoards()
  says(1, update('x'))
  expect(told).toEqual([])
  transport.send({ op: 'unsubscribe', id: 2, matches: [], boards: ['first'] })
  says(1, update('x'))
  expect(told).toEqual([update('x')])
})

it('tells a match of another connection once the board that brought it has lost it', () => {
  const { says, told } = openTwoBoards()
  says(0, { op: 'board', board: 'first', matches: [], joined: [], left: ['x'] })
  told.length = 0
  says(1, update('x'))
  expect(told).toEqual([update('x')])
})

it('tells a match that was gone, and is made again, as whichever connection has it', () => {
  const { says, told } = openTwoBoards()
  says(0, { op: 'gone', match: 'x' })
  told.length = 0
  says(1, update('x'))
  expect(told).toEqual([update('x')])
})

it('tells a match of a board, though a connection without boards told late of it when it had been left there', () => {
  const { transport, hello, says, subscribe, told } = openLanes()
  subscribe(1, 'a', 'b', 'c', 'd')
  hello(1)
  for (const lane of [0, 1]) says(lane, { op: 'subscribed', id: 1, matches: [], rejected: [] })
  transport.send({ op: 'unsubscribe', id: 2, matches: ['c'] })
  says(1, update('c'))
  transport.send({ op: 'subscribe', id: 3, matches: [], boards: [{ board: 'first' }] })
  const boards = [{ board: 'first', matches: ['c'] }]
  says(0, { op: 'subscribed', id: 3, matches: [joined('c')], rejected: [], boards })
  expect(told.at(-1)).toMatchObject({ id: 3, matches: [{ match: 'c' }] })
})

it('asks on a connection that is there for a board whose own has ended', () => {
  const { transport, lanes, told } = openTwoBoards()
  transport.send({ op: 'ping', id: 7 })
  lanes[0]?.listener.message({ op: 'pong', id: 7, at: 1 })
  expect(told).toEqual([])
  transport.send({ op: 'unsubscribe', id: 8, matches: [], boards: ['second'] })
  expect(lanes[1]?.isClosed).toBe(true)
  // The one that has ended owes nothing any more.
  expect(told).toMatchObject([{ op: 'pong', id: 7 }])
  transport.send({ op: 'subscribe', id: 9, matches: [], boards: [{ board: 'second' }] })
  expect(lanes).toHaveLength(3)
  lanes[2]?.listener.closed(1013, 'busy')
  expect(told.at(-1)).toMatchObject({ id: 9, boards: [{ board: 'second', code: 'unavailable' }] })
  transport.send({ op: 'subscribe', id: 10, matches: [], boards: [{ board: 'second' }] })
  expect(lanes).toHaveLength(4)
})

it('waits for no answer where the server could not make one', () => {
  const { hello, says, subscribe, told } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  hello(1)
  says(0, { op: 'error', id: 1, code: 'bad-request', detail: 'no' })
  told.length = 0
  says(1, { op: 'subscribed', id: 1, matches: [joined('c')], rejected: [] })
  expect(told).toEqual([{ op: 'subscribed', id: 1, matches: [joined('c')], rejected: [] }])
})

it('leaves no connection and no timer behind, and tells nothing more, when it is closed', () => {
  const { transport, lanes, hello, says, subscribe, told, closed } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  hello(1)
  told.length = 0
  transport.close()
  says(0, update('a'))
  lanes[1]?.listener.closed(1006, '')
  expect([lanes.map(({ isClosed }) => isClosed), told, closed]).toEqual([[true, true], [], []])
  expect(vi.getTimerCount()).toBe(0)
})
