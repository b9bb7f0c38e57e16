import { expect, it, vi } from 'vitest'
import type { TransportListener } from '../../../src/client/connection/transport.ts'
import { fallbackTransport, type WayMemory } from '../../../src/client/connection/ways/fallback.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'

const HELLO: ServerMessage = {
  op: 'hello',
  connection: 'c',
  at: 0,
  heartbeatMs: 25_000,
  limits: { subscriptions: 1, messageBytes: 1 },
}

fakeTimePerTest()

/** Three ways that do what the test says. */
function setUp(memory: WayMemory = { last: undefined }) {
  const begun: string[] = []
  const lines = new Map<string, TransportListener & { isClosed: boolean; sent: unknown[] }>()
  const way = (name: string) => ({
    name,
    open: (listener: TransportListener) => {
      begun.push(name)
      const line = { ...listener, isClosed: false, sent: [] as unknown[] }
      lines.set(name, line)
      return {
        send: (request: unknown) => void line.sent.push(request),
        close: () => {
          line.isClosed = true
        },
      }
    },
  })
  const open = fallbackTransport(['websocket', 'sse', 'polling'].map(way), memory)
  const connect = () => {
    const heard: string[] = []
    const transport = open({
      message: ({ op }) => heard.push(op),
      closed: (code, reason) => heard.push(`closed ${code} ${reason}`),
    })
    return { heard, transport }
  }
  const line = (name: string) => {
    const found = lines.get(name)
    if (found === undefined) throw new Error(`${name} was not begun`)
    return found
  }
  return { begun, line, connect, memory }
}

it('takes the best way where it answers, and begins no other', () => {
  const { begun, line, connect } = setUp()
  const { heard, transport } = connect()
  line('websocket').message(HELLO)
  transport.send({ op: 'ping', id: 1 })
  vi.advanceTimersByTime(60_000)
  expect(begun).toEqual(['websocket'])
  expect(heard).toEqual(['hello'])
  expect(line('websocket').sent).toHaveLength(1)
})

it('begins the next way at once where one is refused', () => {
  const { begun, line, connect, memory } = setUp()
  const { heard } = connect()
  line('websocket').closed(1006, '')
  line('sse').closed(1006, 'refused')
  line('polling').message(HELLO)
  expect(begun).toEqual(['websocket', 'sse', 'polling'])
  expect(heard).toEqual(['hello'])
  expect(memory.last).toBe('polling')
})

it('begins the next way beside one that says nothing, all three within 8 s, and keeps whichever answers first', () => {
  const { begun, line, connect } = setUp()
  const { heard } = connect()
  vi.advanceTimersByTime(2_499)
  expect(begun).toEqual(['websocket'])
  vi.advanceTimersByTime(2_501)
  expect(begun).toEqual(['websocket', 'sse', 'polling'])
  line('sse').message(HELLO)
  expect([line('websocket').isClosed, line('polling').isClosed]).toEqual([true, true])
  line('websocket').message(HELLO)
  line('websocket').closed(1006, '')
  line('polling').closed(1013, 'busy')
  expect(heard).toEqual(['hello'])
})

it('says why only when all ways have failed', () => {
  const { line, connect } = setUp()
  const { heard } = connect()
  line('websocket').closed(1006, '')
  line('sse').closed(1006, 'no-answer')
  expect(heard).toEqual([])
  line('polling').closed(1006, 'refused')
  expect(heard).toEqual(['closed 1006 refused'])
})

it.each([
  [1013, 'busy'],
  [4501, 'unauthorised'],
])('asks no other way where the server itself says no: %i', (code, reason) => {
  const { begun, line, connect } = setUp()
  const { heard } = connect()
  line('websocket').closed(1006, '')
  line('sse').closed(code, reason)
  vi.advanceTimersByTime(10_000)
  expect(begun).toEqual(['websocket', 'sse'])
  expect(heard).toEqual([`closed ${code} ${reason}`])
})

it('begins with the way of last time, and with the best again if that fails', () => {
  const { begun, line, connect } = setUp({ last: 'sse' })
  connect()
  line('sse').closed(1006, 'refused')
  expect(begun).toEqual(['sse', 'websocket'])
})

it('does not leave a way that has carried for one failure, and does for two', () => {
  const { begun, line, connect } = setUp()
  const first = connect()
  line('websocket').message(HELLO)
  line('websocket').closed(1006, '')
  expect(first.heard).toEqual(['hello', 'closed 1006 '])
  connect()
  line('websocket').closed(1006, '')
  expect(begun).toEqual(['websocket', 'websocket'])
  connect()
  line('websocket').closed(1006, '')
  expect(begun).toEqual(['websocket', 'websocket', 'websocket', 'sse'])
})

it('tries the better ways ever more rarely, but at least once in half an hour', () => {
  const { begun, line, connect } = setUp()
  connect()
  line('websocket').closed(1006, '')
  line('sse').message(HELLO)
  const waits: number[] = []
  for (let since = Date.now(); waits.length < 11; since = Date.now()) {
    const known = begun.length
    while (begun.length === known) vi.advanceTimersByTime(10_000)
    waits.push(Date.now() - since)
    line('websocket').closed(1006, '')
  }
  expect(waits.map((ms) => ms / 1_000)).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 1_800, 1_800, 1_800])
})

it('gives a better way that says nothing five seconds, and does not hear what it says later', () => {
  const { line, connect } = setUp()
  const { heard } = connect()
  line('websocket').closed(1006, '')
  line('sse').message(HELLO)
  vi.advanceTimersByTime(14_999)
  expect(line('websocket').isClosed).toBe(false)
  vi.advanceTimersByTime(1)
  expect(line('websocket').isClosed).toBe(true)
  line('websocket').message(HELLO)
  expect(heard).toEqual(['hello'])
})

it.each([
  ['beside the one that carries', 10_000],
  ['while it waits to climb', 5_000],
  ['before any has answered', 0],
])('leaves nothing behind when it is closed: no line, no timer (%s)', (_when, ms) => {
  const { begun, line, connect } = setUp()
  const { heard, transport } = connect()
  line('websocket').closed(1006, '')
  if (ms > 0) line('sse').message(HELLO)
  vi.advanceTimersByTime(ms)
  transport.close()
  expect(vi.getTimerCount()).toBe(0)
  expect(begun.slice(1).every((name) => line(name).isClosed)).toBe(true)
  line('sse').closed(1006, 'later')
  expect(heard).toEqual(ms > 0 ? ['hello'] : [])
})

it('climbs back: tries the better ways now and then, and asks to come back over the one that answers', () => {
  const { begun, line, connect, memory } = setUp()
  const { heard, transport } = connect()
  line('websocket').closed(1006, '')
  line('sse').message(HELLO)
  vi.advanceTimersByTime(10_000)
  expect(begun).toEqual(['websocket', 'sse', 'websocket'])
  line('websocket').closed(1006, '')
  vi.advanceTimersByTime(19_999)
  expect(begun).toHaveLength(3)
  vi.advanceTimersByTime(1)
  expect(begun).toHaveLength(4)
  line('websocket').message(HELLO)
  expect(heard).toEqual(['hello', 'reconnect'])
  expect(line('websocket').isClosed).toBe(true)
  expect(memory.last).toBe('websocket')
  expect(vi.getTimerCount()).toBe(0)
  line('websocket').closed(1006, 'later')
  expect(begun).toHaveLength(4)
  expect(vi.getTimerCount()).toBe(0)
  transport.close()
  expect(line('sse').isClosed).toBe(true)
  expect(vi.getTimerCount()).toBe(0)
})
