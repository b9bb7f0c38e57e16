import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { type ClientOptions, WebSocket } from 'ws'
import type { ServerMessage, SubscribedMessage } from '../../src/protocol/messages.ts'
import { expect, isInTest, onTestFinished } from './concurrent.ts'
import { Scoreboard } from './scoreboard.ts'

type Op = ServerMessage['op']
type MessageOf<Name extends Op> = Extract<ServerMessage, { op: Name }>

export interface SocketClientOptions extends ClientOptions {
  readonly protocols?: string[]
  /** What the viewer saw on its last connection. */
  readonly before?: Scoreboard
}

interface Waiting {
  accepts(message: ServerMessage): boolean
  resolve(message: ServerMessage): void
}

/** Long, because machines may be busy, and it only matters if something is broken. */
const PATIENCE_MS = 15_000

/** A viewer without a library. It keeps every message from the first on, so a test awaits the next one and never sleeps. */
export class SocketClient {
  readonly socket: WebSocket
  readonly scoreboard: Scoreboard
  readonly closed: Promise<{ code: number; reason: string }>
  /** Every message so far. */
  readonly history: ServerMessage[] = []
  /** Messages that nobody has asked for yet, in the order they came. */
  readonly queue: ServerMessage[] = []
  readonly #waiting: Waiting[] = []
  #nextId = 1_000

  constructor(socket: WebSocket, scoreboard: Scoreboard) {
    this.socket = socket
    this.scoreboard = scoreboard
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
    socket.on('message', (data) => this.#receive(JSON.parse(data.toString()) as ServerMessage))
    socket.on('error', () => {}) // 'close' follows
  }

  /** The next message, whatever it is. */
  next(): Promise<ServerMessage> {
    return this.#take(() => true, 'a message')
  }

  /** The next message of this kind. Passes over others. */
  nextOf<Name extends Op>(op: Name, where: (message: MessageOf<Name>) => boolean = () => true) {
    const accepts = (message: ServerMessage) => message.op === op && where(message as MessageOf<Name>)
    return this.#take(accepts, `"${op}"`) as Promise<MessageOf<Name>>
  }

  /** The next answer to a subscribe with all its portions, as if it had come in one. */
  async nextWhole(): Promise<SubscribedMessage> {
    const first = await this.nextOf('subscribed')
    const matches = [...first.matches]
    for (let last = first; last.more; matches.push(...last.matches)) last = await this.nextOf('subscribed')
    return { ...first, matches }
  }

  send(message: object | string | Buffer): void {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message))
  }

  async subscribe(...matches: (string | object)[]): Promise<SubscribedMessage> {
    this.#nextId += 1
    const id = this.#nextId
    this.send({ op: 'subscribe', id, matches })
    return this.nextOf('subscribed', (message) => message.id === id)
  }

  /** Resolves once the viewer shows this match at this seq or a later one. */
  async reaches(match: string, seq: number): Promise<void> {
    await expect
      .poll(() => this.scoreboard.get(match)?.seq ?? -1, { interval: 5, timeout: PATIENCE_MS })
      .toBeGreaterThanOrEqual(seq)
  }

  /** Resolves once the server has answered everything sent so far. */
  async allAnswered(): Promise<void> {
    this.#nextId += 1
    const id = this.#nextId
    this.send({ op: 'ping', id })
    await this.nextOf('pong', (message) => message.id === id)
  }

  #receive(message: ServerMessage): void {
    this.history.push(message)
    this.scoreboard.take(message)
    const index = this.#waiting.findIndex(({ accepts }) => accepts(message))
    if (index < 0) this.queue.push(message)
    else this.#waiting.splice(index, 1)[0]?.resolve(message)
  }

  #take(accepts: Waiting['accepts'], what: string): Promise<ServerMessage> {
    const index = this.queue.findIndex(accepts)
    if (index >= 0) return Promise.resolve(this.queue.splice(0, index + 1).at(-1) as ServerMessage)
    const passed = this.queue.splice(0)
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        const ops = passed.map(({ op }) => op).join(', ')
        reject(new Error(`${why} while waiting for ${what}; passed over: ${ops || 'nothing'}`))
      }
      const timer = setTimeout(() => fail(`nothing for ${PATIENCE_MS} ms`), PATIENCE_MS)
      this.#waiting.push({
        accepts: (message) => {
          if (accepts(message)) return true
          passed.push(message)
          return false
        },
        resolve: (message) => {
          clearTimeout(timer)
          resolve(message)
        },
      })
      void this.closed.then(({ code }) => {
        clearTimeout(timer)
        fail(`closed with ${code}`)
      })
    })
  }
}

/** Connects. Inside a test it is cut off when the test finishes, which fails if the viewer saw a breach of `[W1]`. */
export async function connectClient(liveUrl: string, options: SocketClientOptions = {}): Promise<SocketClient> {
  const { protocols = [], before, ...rest } = options
  const socket = new WebSocket(liveUrl, protocols, { perMessageDeflate: false, ...rest })
  const client = new SocketClient(socket, new Scoreboard(before))
  if (isInTest()) {
    onTestFinished(() => {
      socket.terminate()
      expect(client.scoreboard.violations).toEqual([])
    })
  }
  await once(socket, 'open')
  return client
}

/** Tries to connect where the server answers in plain HTTP. */
export async function connectRefused(
  liveUrl: string,
  { protocols = [], ...rest }: SocketClientOptions = {},
): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> {
  const socket = new WebSocket(liveUrl, protocols, { perMessageDeflate: false, ...rest })
  socket.on('error', () => {}) // ws also reports the refusal
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
  let body = ''
  for await (const chunk of response) body += chunk
  return { status: response.statusCode ?? 0, headers: response.headers, body }
}
