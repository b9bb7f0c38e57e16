import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { backoffMs } from '../../../src/client/connection/backoff.ts'
import { liveUrl } from '../../../src/client/connection/live-url.ts'
import { Session } from '../../../src/client/connection/session.ts'
import type { TransportListener } from '../../../src/client/connection/transport.ts'
import { webSocketTransport } from '../../../src/client/connection/web-socket-transport.ts'
import { fakeTimePerTest } from '../../support/fake-time.ts'
import { createFakeNetwork } from '../fake-network.ts'

fakeTimePerTest({ now: 1_000_000 })

function start() {
  const network = createFakeNetwork()
  const session = new Session({
    openTransport: webSocketTransport('ws://server/v1/live', network.WebSocket),
    random: () => 0.999,
    onMessage: () => {},
    onStateChange: () => {},
    onClockStep: () => {},
  })
  session.start()
  onTestFinished(() => session.close())
  return { network, session }
}

function startOpen() {
  const started = start()
  started.network.latest().hello()
  return { ...started, socket: started.network.latest() }
}

describe('backoffMs', () => {
  it('is anything between nothing and a limit that doubles up to the cap', () => {
    expect(backoffMs(0, 0)).toBe(0)
    expect([0, 1, 2, 3, 4, 50].map((failures) => backoffMs(failures, 1))).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ])
    expect(backoffMs(1, 0.25)).toBe(1_000)
  })
})

describe('liveUrl', () => {
  it('makes the WebSocket address from any address of the server', () => {
    expect(liveUrl('https://a.example')).toBe('wss://a.example/v1/live')
    expect(liveUrl('http://a.example:8080/base/')).toBe('ws://a.example:8080/base/v1/live')
    expect(liveUrl(new URL('wss://a.example/v1/live?x=1'))).toBe('wss://a.example/v1/live?x=1')
    expect(() => liveUrl(undefined)).toThrow(TypeError)
  })

  it.each([
    'https://a.example/',
    'https://a.example///',
    'https://a.example/v1/live',
    'https://a.example/v1/live/',
    'HTTPS://a.example',
  ])('takes %s, however it ends', (url) => {
    expect(liveUrl(url)).toBe('wss://a.example/v1/live')
  })

  it.each(['localhost:8080', 'scores.example', 'scores.example:443/base', 'ftp://a.example', 'javascript:0', 'null'])(
    'says that %s is no address, instead of never connecting',
    (url) => {
      expect(() => liveUrl(url)).toThrow(`url must be an address such as https://scores.example, not ${url}`)
    },
  )

  it('says so of an address on the site of a page that has none, being a file', () => {
    vi.stubGlobal('location', new URL('file:///home/ann/page.html'))
    onTestFinished(() => void vi.unstubAllGlobals())
    expect(() => liveUrl('/scores')).toThrow('url must be an address such as https://scores.example, not /scores')
  })

  it('takes an address on the site of the page, and its origin for an empty one', () => {
    vi.stubGlobal('location', new URL('https://page.example/live/today?x=1'))
    onTestFinished(() => void vi.unstubAllGlobals())
    expect(['/scores/', './scores', '', undefined].map((url) => liveUrl(url))).toEqual([
      'wss://page.example/scores/v1/live',
      'wss://page.example/live/scores/v1/live',
      'wss://page.example/v1/live',
      'wss://page.example/v1/live',
    ])
  })
})

it('needs of a transport no more than send, close and two events', () => {
  const listeners: TransportListener[] = []
  const send = vi.fn()
  const close = vi.fn()
  const session = new Session({
    openTransport: (listener) => {
      listeners.push(listener)
      return { send, close }
    },
    random: () => 0,
    onMessage: () => {},
    onStateChange: () => {},
    onClockStep: () => {},
  })
  onTestFinished(() => session.close())
  session.start()
  const limits = { subscriptions: 64, messageBytes: 4_096 }
  const hello = { op: 'hello', connection: 'c', at: 0, heartbeatMs: 25_000, limits } as const
  listeners[0]?.message(hello)
  expect(session.request({ op: 'ping' })).toBe(1)
  expect(send).toHaveBeenCalledExactlyOnceWith({ op: 'ping', id: 1 })
  listeners[0]?.closed(1006, '')
  vi.advanceTimersByTime(0)
  expect(listeners).toHaveLength(2)
  // A transport that was left may still report; nobody listens.
  listeners[0]?.closed(4500, '')
  listeners[0]?.message(hello)
  expect(session.state.kind).toBe('connecting')
})

describe('reconnecting', () => {
  it('waits longer after each failure, up to the cap', () => {
    const { network } = start()
    const waits: number[] = []
    for (let attempt = 0; attempt < 6; attempt++) {
      const before = Date.now()
      const count = network.sockets.length
      network.latest().drops()
      while (network.sockets.length === count) vi.advanceTimersToNextTimer()
      waits.push(Math.round((Date.now() - before) / 1000))
    }
    expect(waits).toEqual([2, 4, 8, 16, 30, 30])
  })

  it('starts over only after a connection that lasted: one that is dropped at once is another failure', () => {
    const { network, session } = startOpen()
    network.latest().drops()
    expect(session.state).toMatchObject({ kind: 'waiting', failures: 1 })
    vi.advanceTimersByTime(2_000)
    network.latest().hello()
    network.latest().drops()
    expect(session.state).toMatchObject({ kind: 'waiting', failures: 2 })
    vi.advanceTimersByTime(4_000)
    network.latest().hello()
    vi.advanceTimersByTime(9_900)
    network.latest().drops()
    expect(session.state).toMatchObject({ kind: 'waiting', failures: 3 })
    vi.advanceTimersByTime(8_000)
    network.latest().hello()
    vi.advanceTimersByTime(10_000)
    network.latest().drops()
    expect(session.state).toMatchObject({ kind: 'waiting', failures: 1 })
  })

  it('gives up on a server that does not say hello', () => {
    const { network, session } = start()
    const socket = network.latest()
    vi.advanceTimersByTime(9_000)
    expect(session.state.kind).toBe('connecting')
    vi.advanceTimersByTime(1_000)
    expect(session.state.kind).toBe('waiting')
    expect(socket.isClosedByClient).toBe(true)
    socket.hello()
    expect(session.state.kind).toBe('waiting')
  })

  it('knows why the last attempt to connect failed, until one does not', () => {
    const { network, session } = start()
    vi.advanceTimersByTime(10_000)
    expect(session.failure).toBe('timeout')
    vi.advanceTimersByTime(2_000)
    expect(session.failure).toBe('timeout')
    network.latest().hello()
    expect(session.failure).toBeUndefined()
  })

  it('comes back when it was told to, while the old connection still delivers', () => {
    const { network, session, socket } = startOpen()
    socket.says({ op: 'reconnect', afterMs: 5_000, reason: 'draining' })
    vi.advanceTimersByTime(4_900)
    expect(network.sockets).toHaveLength(1)
    vi.advanceTimersByTime(1_100)
    expect(network.sockets).toHaveLength(2)
    expect(socket.isClosedByClient).toBe(true)
    network.latest().hello()
    expect(session.state.kind).toBe('open')
  })

  it('keeps to that time when the server closes earlier', () => {
    const { network, socket } = startOpen()
    socket.says({ op: 'reconnect', afterMs: 5_000, reason: 'draining' })
    socket.drops(4001)
    vi.advanceTimersByTime(4_900)
    expect(network.sockets).toHaveLength(1)
    vi.advanceTimersByTime(100)
    expect(network.sockets).toHaveLength(2)
  })
})

const SUBSCRIBE = { op: 'subscribe', matches: [], boards: [{ board: 'sport:football' }] } as const
const answer = (id: number) => ({ op: 'subscribed', id, matches: [], rejected: [] })

/** The time after which a connection whose answer does not come is given up, in s. The next one is open then. */
function patience({ network, session }: ReturnType<typeof startOpen>): number {
  session.request(SUBSCRIBE)
  const askedAt = Date.now()
  while (session.state.kind === 'open') vi.advanceTimersByTime(1_000)
  const waitedMs = Date.now() - askedAt
  while (session.state.kind === 'waiting') vi.advanceTimersByTime(1_000)
  network.latest().hello()
  return waitedMs / 1_000
}

describe('patience', () => {
  it('doubles with each answer that did not come in time, up to a bound, and beyond the silence of a dead line', () => {
    const started = startOpen()
    expect([1, 2, 3, 4, 5].map(() => patience(started))).toEqual([10, 20, 40, 80, 80])
  })

  it('falls back when everything that was asked for has come', () => {
    const started = startOpen()
    const { network, session } = started
    expect([patience(started), patience(started)]).toEqual([10, 20])
    const [small, large] = [session.request(SUBSCRIBE), session.request(SUBSCRIBE)]
    vi.advanceTimersByTime(39_000)
    network.latest().says(answer(small))
    // The line was busy with the first, so the second has all the time from then on.
    vi.advanceTimersByTime(39_000)
    expect(session.state.kind).toBe('open')
    network.latest().says(answer(large))
    expect(patience(started)).toBe(10)
  })

  it('begins anew with each portion of an answer, and ends with the last', () => {
    const started = startOpen()
    const { network, session } = started
    const id = session.request(SUBSCRIBE)
    for (let portion = 0; portion < 5; portion += 1) {
      vi.advanceTimersByTime(9_000)
      network.latest().says({ ...answer(id), more: true })
      expect(session.room).toBe(15)
    }
    vi.advanceTimersByTime(9_000)
    expect(session.state.kind).toBe('open')
    network.latest().says(answer(id))
    expect(session.room).toBe(16)
    expect(patience(started)).toBe(10)
  })

  it('does not fall back for the small one of two answers', () => {
    const started = startOpen()
    const { network, session } = started
    expect(patience(started)).toBe(10)
    const small = session.request(SUBSCRIBE)
    session.request(SUBSCRIBE)
    network.latest().says(answer(small))
    vi.advanceTimersByTime(20_000)
    expect(session.state.kind).toBe('waiting')
    while (session.state.kind === 'waiting') vi.advanceTimersByTime(1_000)
    network.latest().hello()
    expect(patience(started)).toBe(40)
  })

  it('has room for a bounded number of requests without an answer', () => {
    const { session, socket } = startOpen()
    const first = session.request(SUBSCRIBE)
    for (let more = 1; more < 16; more++) session.request(SUBSCRIBE)
    expect(session.room).toBe(0)
    socket.says(answer(first))
    expect(session.room).toBe(1)
    socket.drops()
    expect(session.room).toBe(0)
  })
})

describe('liveness', () => {
  it('counts a connection as dead after one and a half heartbeats of silence', () => {
    const { session, socket } = startOpen()
    vi.advanceTimersByTime(37_000)
    socket.says({ op: 'heartbeat', at: Date.now() })
    vi.advanceTimersByTime(37_000)
    expect(session.state.kind).toBe('open')
    vi.advanceTimersByTime(1_000)
    expect(session.state.kind).toBe('waiting')
    expect(socket.isClosedByClient).toBe(true)
  })

  it('notices at the first look after a sleep, though the timers slept too', () => {
    const { session } = startOpen()
    const [wallNow, now] = [Date.now.bind(Date), performance.now.bind(performance)]
    vi.spyOn(Date, 'now').mockImplementation(() => wallNow() + 3_600_000)
    vi.spyOn(performance, 'now').mockImplementation(() => now() + 3_600_000)
    onTestFinished(() => void vi.restoreAllMocks())
    vi.advanceTimersByTime(1_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('asks for proof of life after a sleep in which the monotonic clock slept too', () => {
    const { session, socket } = startOpen()
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(1_000)
    expect(socket.sent).toEqual([{ op: 'ping', id: 1 }])
    vi.advanceTimersByTime(3_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('counts a connection as dead when a request is not answered', () => {
    const { session, socket } = startOpen()
    const id = session.request({ op: 'ping' })
    socket.says({ op: 'pong', id, at: 0 })
    vi.advanceTimersByTime(15_000)
    expect(session.state.kind).toBe('open')
    session.request({ op: 'ping' })
    vi.advanceTimersByTime(10_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('asks for proof of life on waking up', () => {
    const { session, socket } = startOpen()
    session.check()
    expect(socket.sent).toEqual([{ op: 'ping', id: 1 }])
    vi.advanceTimersByTime(3_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('takes anything it hears after that as proof: the pong may be behind data that is on its way', () => {
    const { session, socket } = startOpen()
    session.check()
    vi.advanceTimersByTime(2_000)
    socket.says({ op: 'heartbeat', at: Date.now() })
    vi.advanceTimersByTime(20_000)
    expect(session.state.kind).toBe('open')
    session.check()
    vi.advanceTimersByTime(3_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('asks for no proof while an answer is on its way, which lets nothing else through', () => {
    const { session, socket } = startOpen()
    const id = session.request(SUBSCRIBE)
    socket.sent.length = 0
    session.check()
    expect(socket.sent).toEqual([])
    vi.advanceTimersByTime(9_000)
    socket.says(answer(id))
    expect(session.state.kind).toBe('open')
  })

  it('leaves no timer behind when it is closed, whatever it waited for', () => {
    const waits = [
      () => start(),
      () => startOpen(),
      () => {
        const started = startOpen()
        started.socket.drops()
        return started
      },
      () => {
        const started = startOpen()
        started.socket.says({ op: 'reconnect', afterMs: 5_000, reason: 'draining' })
        started.socket.says({ op: 'reconnect', afterMs: 7_000, reason: 'draining' })
        return started
      },
    ]
    for (const begin of waits) {
      const { session } = begin()
      expect(vi.getTimerCount()).toBeGreaterThan(0)
      session.close()
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  it('connects at once on waking up while it waits', () => {
    const { network, session, socket } = startOpen()
    socket.drops()
    session.check()
    expect(network.sockets).toHaveLength(2)
    vi.advanceTimersByTime(2_000)
    expect(network.sockets).toHaveLength(2)
  })
})

describe.each([
  ['back by a minute', -60_000],
  ['back by an hour', -3_600_000],
  ['forward by a minute', 60_000],
  ['forward by an hour', 3_600_000],
])('[W10] when the wall clock is set %s', (_, stepMs) => {
  const setClock = () => vi.setSystemTime(Date.now() + stepMs)

  it('a dead line shows as dead no later than otherwise', () => {
    const { socket } = startOpen()
    vi.advanceTimersByTime(20_000)
    expect(socket.isClosedByClient).toBe(false)
    setClock()
    vi.advanceTimersByTime(18_000)
    expect(socket.isClosedByClient).toBe(true)
  })

  it('a line that lives stays, and is asked for the time once', () => {
    const { session, socket } = startOpen()
    setClock()
    vi.advanceTimersByTime(1_000)
    expect(socket.sent).toEqual([{ op: 'ping', id: 1 }])
    socket.says({ op: 'pong', id: 1, at: 0 })
    vi.advanceTimersByTime(30_000)
    expect(session.state.kind).toBe('open')
    expect(socket.sent).toHaveLength(1)
  })

  it('an answer has the time that it always has', () => {
    const { session, socket } = startOpen()
    const id = session.request(SUBSCRIBE)
    setClock()
    vi.advanceTimersByTime(9_000)
    expect(session.state.kind).toBe('open')
    socket.says(answer(id))
    session.request(SUBSCRIBE)
    setClock()
    vi.advanceTimersByTime(10_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('a server that does not say hello is given up in time', () => {
    const { session } = start()
    setClock()
    vi.advanceTimersByTime(9_000)
    expect(session.state.kind).toBe('connecting')
    vi.advanceTimersByTime(1_000)
    expect(session.state.kind).toBe('waiting')
  })

  it('it comes back when it was told to, whether the server closes or not', () => {
    for (const closes of [true, false]) {
      const { network, socket } = startOpen()
      socket.says({ op: 'reconnect', afterMs: 5_000, reason: 'draining' })
      setClock()
      if (closes) socket.drops(4001)
      vi.advanceTimersByTime(2_900)
      socket.says({ op: 'heartbeat', at: 0 })
      expect(network.sockets).toHaveLength(1)
      vi.advanceTimersByTime(2_100)
      expect(network.sockets).toHaveLength(2)
    }
  })

  it('only a connection that lasted forgets the failures before it', () => {
    const { network, session } = startOpen()
    setClock()
    network.latest().drops()
    vi.advanceTimersByTime(2_000)
    network.latest().hello()
    vi.advanceTimersByTime(10_000)
    setClock()
    network.latest().drops()
    expect(session.state).toMatchObject({ kind: 'waiting', failures: 1 })
  })
})
