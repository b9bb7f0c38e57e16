import { expect, it, vi } from 'vitest'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { openLanes } from './open-lanes.ts'

fakeTimePerTest()

it('asks on a further connection for what the first may not have, and tells the answers as one', () => {
  const { lanes, told, hello, subscribe } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  expect(lanes.map(({ sent }) => sent.flatMap(({ matches }) => matches))).toEqual([
    [{ match: 'a' }, { match: 'b' }],
    [],
  ])
  hello(1)
  expect(lanes[1]?.sent.flatMap(({ matches }) => matches)).toEqual([{ match: 'c' }])
  told.length = 0
  for (const lane of lanes) lane.listener.message({ op: 'subscribed', id: 1, matches: [], rejected: [] })
  expect(told.map((message) => 'more' in message)).toEqual([true, false])
})

it('asks on a further connection for what the first has no place for', () => {
  const { lanes, hello, says, subscribe, refusedAs } = openLanes()
  subscribe(1, 'a', 'b')
  says(0, { op: 'subscribed', id: 1, matches: [], rejected: [{ match: 'b', code: 'too-many-subscriptions' }] })
  hello(1)
  expect(lanes.map(({ sent }) => sent.flatMap(({ matches }) => matches.map(({ match }) => match)))).toEqual([
    ['a', 'b'],
    ['b'],
  ])
  expect(refusedAs('too-many-subscriptions')).toEqual([])
})

it('tells of a match that was asked for by itself what its own connection says, and no other', () => {
  const { lanes, told, hello, subscribe } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  hello(1)
  told.length = 0
  const update = { op: 'update', match: 'c', seq: 1, at: 1, patch: {} } as const
  lanes[0]?.listener.message(update)
  lanes[0]?.listener.message({ op: 'updates', board: 'x', at: 1, updates: [update] })
  expect(told).toEqual([])
  lanes[1]?.listener.message(update)
  expect(told).toEqual([update])
})

it('ends as a whole when one that was open is lost, or says nothing for too long', async () => {
  const lost = openLanes()
  lost.subscribe(1, 'a', 'b', 'c')
  lost.hello(1)
  lost.lanes[1]?.listener.closed(4001, 'shutdown')
  expect(lost.closed).toEqual([[4001, 'shutdown']])
  expect(lost.lanes.map(({ isClosed }) => isClosed)).toEqual([true, true])

  const silent = openLanes()
  silent.subscribe(1, 'a', 'b', 'c')
  silent.hello(1)
  for (let times = 0; times < 4; times += 1) {
    await vi.advanceTimersByTimeAsync(10_000)
    silent.lanes[0]?.listener.message({ op: 'heartbeat', at: 1 })
  }
  expect(silent.closed).toEqual([[1006, 'timeout']])
})

it('goes on without one that cannot be opened, and asks again for what it was for', async () => {
  const { lanes, closed, subscribe, refusedAs } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  lanes[1]?.listener.closed(1013, 'busy')
  expect(refusedAs('unavailable')).toEqual([{ match: 'c', code: 'unavailable' }])
  subscribe(2, 'c')
  lanes[2]?.listener.message({ op: 'reconnect', afterMs: 5, reason: 'busy' })
  expect([lanes[2]?.isClosed, refusedAs('unavailable').length, closed]).toEqual([true, 2, []])
  subscribe(3, 'c')
  // Three ways are tried in 8 s.
  await vi.advanceTimersByTimeAsync(8_000)
  expect(lanes[3]?.isClosed).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(refusedAs('unavailable')).toHaveLength(3)
  expect([lanes.length, closed]).toEqual([4, []])
  expect(lanes[3]?.isClosed).toBe(true)
})

it('opens eight at most; what is beyond them is asked for again', () => {
  const { lanes, hello, subscribe, refusedAs } = openLanes()
  subscribe(1, ...Array.from({ length: 20 }, (_, n) => `m${n}`))
  expect(lanes).toHaveLength(8)
  for (let lane = 1; lane < 8; lane += 1) hello(lane)
  for (const { listener, sent } of lanes) {
    const beyond = sent.flatMap(({ matches }) => matches).slice(2)
    const rejected = beyond.map(({ match }) => ({ match, code: 'too-many-subscriptions' as const }))
    listener.message({ op: 'subscribed', id: 1, matches: [], rejected })
  }
  expect(lanes).toHaveLength(8)
  expect(refusedAs('unavailable')).toHaveLength(4)
  expect(refusedAs('too-many-subscriptions')).toEqual([])
})

it('closes a connection that has nothing any more, and answers of what none has', async () => {
  const { transport, lanes, told, hello, subscribe } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  hello(1)
  lanes[1]?.listener.message({ op: 'subscribed', id: 1, matches: [], rejected: [] })
  transport.send({ op: 'unsubscribe', id: 2, matches: ['c'] })
  expect(lanes[1]?.isClosed).toBe(true)
  await Promise.resolve()
  expect(told.at(-1)).toEqual({ op: 'unsubscribed', id: 2, matches: [] })
  transport.send({ op: 'unsubscribe', id: 3, matches: ['a'] })
  expect(lanes[0]?.sent.at(-1)).toEqual({ op: 'unsubscribe', id: 3, matches: ['a'] })
})

it('is cut off from the updates as long as one of its connections is, and answers a ping when all have', () => {
  const { transport, lanes, told, hello, subscribe } = openLanes()
  subscribe(1, 'a', 'b', 'c')
  hello(1)
  told.length = 0
  const says = (lane: number, broker: 'down' | 'up') => lanes[lane]?.listener.message({ op: 'gateway', broker, at: 1 })
  says(0, 'down')
  says(1, 'down')
  says(0, 'up')
  expect(told).toMatchObject([{ broker: 'down' }])
  says(1, 'up')
  expect(told).toMatchObject([{ broker: 'down' }, { broker: 'up' }])
  transport.send({ op: 'ping', id: 5 })
  lanes[0]?.listener.message({ op: 'pong', id: 5, at: 1 })
  expect(told).toHaveLength(2)
  lanes[1]?.listener.message({ op: 'pong', id: 5, at: 1 })
  expect(told.at(-1)).toMatchObject({ op: 'pong', id: 5 })
})
