import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { BACKOFF_CAP_MS, backoffMs } from '../../src/client/backoff.ts'
import { liveUrl } from '../../src/client/live-url.ts'
import { CONNECT_TIMEOUT_MS, Session, STABLE_MS } from '../../src/client/session.ts'
import { createFakeNetwork } from './fake-network.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function start() {
  const network = createFakeNetwork()
  const session = new Session({
    url: 'ws://server/v1/live',
    socketClass: network.WebSocket,
    random: () => 0.999,
    onMessage: () => {},
    onStateChange: () => {},
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
    expect(Math.max(...waits) * 1000).toBeLessThanOrEqual(BACKOFF_CAP_MS)
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
    vi.advanceTimersByTime(STABLE_MS)
    network.latest().drops()
    expect(session.state).toMatchObject({ kind: 'waiting', failures: 1 })
  })

  it('gives up on a server that does not say hello', () => {
    const { network, session } = start()
    const socket = network.latest()
    vi.advanceTimersByTime(CONNECT_TIMEOUT_MS)
    expect(session.state.kind).toBe('waiting')
    expect(socket.isClosedByClient).toBe(true)
    socket.hello()
    expect(session.state.kind).toBe('waiting')
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
    vi.setSystemTime(Date.now() + 3_600_000)
    vi.advanceTimersByTime(1_000)
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

  it('connects at once on waking up while it waits', () => {
    const { network, session, socket } = startOpen()
    socket.drops()
    session.check()
    expect(network.sockets).toHaveLength(2)
    vi.advanceTimersByTime(2_000)
    expect(network.sockets).toHaveLength(2)
  })
})
