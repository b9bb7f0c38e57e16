import { vi } from 'vitest'
import type { Socket, SocketClass } from '../../src/client/connection/socket.ts'
import type { ServerMessage } from '../../src/protocol/messages.ts'

type Listener = (event: never) => void

/** What is asked for within this time goes out together. */
export const PAUSE_MS = 150

/** One connection of the client; the test is its server. */
export class FakeSocket implements Socket {
  readonly url: string
  readonly protocol: string
  /** What the client sent and the test has not taken yet. */
  readonly sent: Record<string, unknown>[] = []
  isClosedByClient = false
  #listeners = new Map<string, Listener[]>()

  constructor(url: string, protocol: string) {
    this.url = url
    this.protocol = protocol
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener])
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.isClosedByClient = true
  }

  /** The server says something, as text or as a message. */
  says(message: ServerMessage | string | object): void {
    this.#emit('message', { data: typeof message === 'string' ? message : JSON.stringify(message) })
  }

  hello(overrides: object = {}): void {
    const limits = { subscriptions: 64, messageBytes: 4096 }
    this.says({ op: 'hello', connection: 'c', at: Date.now(), heartbeatMs: 25_000, limits, ...overrides })
  }

  /** The network or the server ends the connection. */
  drops(code = 1006, reason = ''): void {
    this.#emit('close', { code, reason })
  }

  #emit(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never)
  }
}

/** A network in which every connection is driven by hand. */
export function createFakeNetwork(): { WebSocket: SocketClass; sockets: FakeSocket[]; latest(): FakeSocket } {
  const sockets: FakeSocket[] = []
  class NetworkSocket extends FakeSocket {
    constructor(url: string, protocol: string) {
      super(url, protocol)
      sockets.push(this)
    }
  }
  return {
    WebSocket: NetworkSocket,
    sockets,
    latest() {
      const socket = sockets.at(-1)
      if (!socket) throw new Error('the client has not connected')
      return socket
    },
  }
}

/** What listeners throw from now on: uncaught errors, which a seeded test has to lay at the seed that they belong to. */
export function collectUncaught(): readonly unknown[] {
  const uncaught: unknown[] = []
  vi.stubGlobal('queueMicrotask', (task: () => void) => {
    void Promise.resolve()
      .then(task)
      .catch((error: unknown) => uncaught.push(error))
  })
  return uncaught
}

/** Lets the client's microtasks run, with fake timers or without. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
  if (vi.isFakeTimers()) await vi.advanceTimersByTimeAsync(0)
}

/** Lets so much time pass that the client sends what it has to send. */
export async function pause(): Promise<void> {
  await settle()
  await vi.advanceTimersByTimeAsync(PAUSE_MS)
}
