import { expect, it, vi } from 'vitest'
import { createFeedClient } from '../../src/feed-client/feed-client.ts'
import type { FeedChange } from '../../src/feed-client/line.ts'
import { SocketLine } from '../../src/feed-client/socket-line.ts'
import { settle } from '../client/fake-network.ts'
import { fakeTimePerTest } from '../support/fake-time.ts'

const MAX_MESSAGE_BYTES = 65_536

fakeTimePerTest()

/** A connection of which the test is the server. */
class FakeFeedSocket extends EventTarget {
  static all: FakeFeedSocket[] = []
  readonly sent: string[] = []
  readyState = 0
  isClosedByClient = false

  constructor() {
    super()
    FakeFeedSocket.all.push(this)
  }

  send(text: string): void {
    this.sent.push(text)
  }

  close(): void {
    this.isClosedByClient = true
  }

  opens(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }

  ends(): void {
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
  }

  /** Answers what was sent last. */
  acks(): void {
    const { id } = JSON.parse(this.sent.at(-1) ?? '{}') as { id?: number }
    this.says(JSON.stringify({ op: 'ack', id, status: 'applied', seq: 1 }))
  }

  says(data: string): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}

function start() {
  const sockets: FakeFeedSocket[] = []
  FakeFeedSocket.all = sockets
  const line = new SocketLine({ base: 'http://server', key: undefined, WebSocket: FakeFeedSocket as never })
  const send = (text = 'x') => {
    const change: FeedChange = { op: 'add', event: { id: 'e1', type: 'note', text } }
    return line.send('m1', change).catch((error: unknown) => error)
  }
  return { line, sockets, send }
}

/** A line that has been answered once. */
async function startAnswered() {
  const started = start()
  const first = started.send()
  const [socket] = started.sockets as [FakeFeedSocket]
  socket.opens()
  await settle()
  socket.acks()
  expect(await first).toMatchObject({ value: { id: 'e1', status: 'applied' } })
  return { ...started, socket }
}

it('[H16] stays open, with no timer, while nothing is to be answered', async () => {
  const { socket } = await startAnswered()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(socket.isClosedByClient).toBe(false)
})

it('[H16] keeps nothing of what was answered', async () => {
  const { socket, send } = await startAnswered()
  const waiting = send()
  await settle()
  const clearing = vi.spyOn(globalThis, 'clearTimeout')
  socket.ends()
  await waiting
  const cleared = clearing.mock.calls.length
  clearing.mockRestore()
  // The timer of the connection, and that of the one change that waited.
  expect(cleared).toBe(2)
})

it('[H16] is given up, with all that waits on it, 30 s after a change that is not answered', async () => {
  const { socket, sockets, send } = await startAnswered()
  const waiting = [send(), send()]
  await vi.advanceTimersByTimeAsync(29_999)
  expect(socket.isClosedByClient).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await Promise.all(waiting)).toEqual([{ why: expect.any(String) }, { why: expect.any(String) }])
  expect([socket.isClosedByClient, vi.getTimerCount()]).toEqual([true, 0])
  void send()
  expect(sockets).toHaveLength(2)
})

it('[H16] that does not open within 30 s is given up, and another one is opened for the next change', async () => {
  const { line, sockets, send } = start()
  const sent = send()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await sent).toEqual({ why: 'no connection to http://server' })
  expect(sockets[0]?.isClosedByClient).toBe(true)
  void send()
  expect(sockets).toHaveLength(2)
  sockets[1]?.ends()
  expect([line.hasAnswered, vi.getTimerCount()]).toEqual([false, 0])
})

it.each(['Welcome!', 'null'])('[H16] is given up when somebody else than Touchline answers: %s', async (text) => {
  const { socket, sockets, send } = await startAnswered()
  const waiting = send()
  await settle()
  socket.says(text)
  expect(await waiting).toEqual({ why: expect.any(String) })
  expect([socket.isClosedByClient, vi.getTimerCount()]).toEqual([true, 0])
  void send()
  expect(sockets).toHaveLength(2)
})

it('is closed with its client', async () => {
  const { sockets } = start()
  const client = createFeedClient({ url: 'http://server', via: 'socket', WebSocket: FakeFeedSocket as never })
  const sent = expect(client.add('m1', { type: 'note', text: 'x' })).rejects.toThrow()
  client.close()
  expect(sockets[0]?.isClosedByClient).toBe(true)
  sockets[0]?.ends()
  await sent
})

it.each(['x', '\u20ac'])(
  '[H16] sends a message of exactly the limit, and refuses one of a byte more (%s)',
  async (letter) => {
    const { socket, send } = await startAnswered()
    const bytesOf = (text: string) => Buffer.byteLength(text)
    void send(letter)
    await settle()
    const around = bytesOf(socket.sent.at(-1) ?? '') - bytesOf(letter)
    const room = MAX_MESSAGE_BYTES - around
    const text = letter.repeat(Math.floor(room / bytesOf(letter)))
    const full = text + 'x'.repeat(room - bytesOf(text))
    void send(full)
    await settle()
    expect(bytesOf(socket.sent.at(-1) ?? '')).toBe(MAX_MESSAGE_BYTES)
    expect(await send(`${full}x`)).toMatchObject({ name: 'Refused', status: 413, code: 'message-too-big' })
    socket.ends()
  },
)
