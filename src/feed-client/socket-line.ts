import type { Socket } from '../client/index.ts'
import {
  type FeedAnswer,
  type FeedEventFrame,
  type FeedRefusal,
  MAX_FEED_MESSAGE_BYTES,
} from '../protocol/feed-messages.ts'
import { withFaults } from './http-line.ts'
import { ANSWER_MS, type Attempt, type FeedChange, type Line, Refused, type Sent } from './line.ts'

/** What a feed needs of a WebSocket: the browser's, Node's and the `ws` package's all have it. */
export interface FeedSocket extends Socket {
  readonly readyState: number
  addEventListener(type: 'open' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
}

export type FeedSocketClass = new (url: string, protocol?: string) => FeedSocket

export interface SocketLineOptions {
  readonly base: string
  readonly key: string | undefined
  /** Instead of the global one. */
  readonly WebSocket?: FeedSocketClass | undefined
  /** A line without an answer for this many ms counts as dead. */
  readonly answerMs?: number | undefined
}

/** `readyState` of a WebSocket that is open. */
const OPEN = 1
const NO_WEB_SOCKET =
  'this runtime has no WebSocket (Node has one from version 22): npm install ws, and ' +
  "createFeedClient({ url, via: 'socket', WebSocket }) with import { WebSocket } from 'ws'"

/** What to repeat; `[H16]`. */
const TRANSIENT: ReadonlySet<string> = new Set([
  'rate-exceeded',
  'too-many-pending',
  'match-busy',
  'database-unavailable',
  'stopping',
])

/** What the codes that matter to a feed are over HTTP. Every other refusal is of one event. */
const STATUSES: Readonly<Record<string, number>> = {
  unauthorised: 401,
  'out-of-scope': 403,
  'operators-only': 403,
  'match-not-found': 404,
  'event-not-found': 404,
  'event-conflict': 409,
}
const REFUSED_EVENT = 422
const TOO_BIG = 413

interface Pending {
  readonly eventId: string
  resolve(attempt: Attempt<Sent>): void
  reject(error: Refused): void
}

interface OpenLine {
  readonly socket: FeedSocket
  readonly pending: Map<number, Pending>
  /** Nobody answers on it any more: what waits is tried again on another. A dead network may take long to close one. */
  lose(): void
}

/** `[H16]` Events over one WebSocket, opened when there is something to send. Whatever was not answered when it breaks is tried again. */
export class SocketLine implements Line {
  readonly #options: SocketLineOptions
  readonly #SocketClass: FeedSocketClass
  #opening: Promise<OpenLine | undefined> | undefined
  #socket: FeedSocket | undefined
  #nextId = 0
  hasAnswered = false

  /** @throws {TypeError} where there is no WebSocket */
  constructor(options: SocketLineOptions) {
    this.#options = options
    const SocketClass = options.WebSocket ?? (globalThis.WebSocket as FeedSocketClass | undefined)
    if (SocketClass === undefined) throw new TypeError(NO_WEB_SOCKET)
    this.#SocketClass = SocketClass
  }

  async send(match: string, change: FeedChange): Promise<Attempt<Sent>> {
    this.#opening ??= this.#open()
    const line = await this.#opening
    if (line === undefined) return { why: `no connection to ${this.#options.base}` }
    // It may have ended since it was opened; then nobody would answer.
    if (line.socket.readyState !== OPEN) return { why: LOST }
    this.#nextId += 1
    const id = this.#nextId
    const frame = JSON.stringify(frameOf(id, match, change))
    if (isTooBig(frame))
      throw new Refused(TOO_BIG, `a message has ${MAX_FEED_MESSAGE_BYTES} bytes at most`, 'message-too-big')
    return new Promise<Attempt<Sent>>((resolve, reject) => {
      const timer = setTimeout(() => line.lose(), this.#options.answerMs ?? ANSWER_MS)
      const settle = <T>(then: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer)
          line.pending.delete(id)
          then(value)
        }
      }
      line.pending.set(id, { eventId: idOf(change), resolve: settle(resolve), reject: settle(reject) })
      line.socket.send(frame)
    })
  }

  close(): void {
    this.#socket?.close()
  }

  /** @returns undefined if the server cannot be reached */
  #open(): Promise<OpenLine | undefined> {
    const { base, key } = this.#options
    return new Promise((resolve) => {
      const socket = new this.#SocketClass(`${base.replace(/^http/, 'ws')}/v1/feed`)
      const pending = new Map<number, Pending>()
      let refusal: Refused | undefined
      let isLost = false
      const lose = () => {
        if (isLost) return
        isLost = true
        clearTimeout(opening)
        this.#opening = undefined
        resolve(undefined)
        for (const each of pending.values()) {
          if (refusal !== undefined && refusal.code === 'unauthorised') each.reject(refusal)
          else each.resolve({ why: LOST })
        }
        socket.close()
      }
      const line: OpenLine = { socket, pending, lose }
      const opening = setTimeout(lose, this.#options.answerMs ?? ANSWER_MS)
      this.#socket = socket
      socket.addEventListener('open', () => {
        if (isLost) return
        clearTimeout(opening)
        this.hasAnswered = true
        if (key !== undefined) socket.send(JSON.stringify({ op: 'auth', key }))
        resolve(line)
      })
      socket.addEventListener('message', ({ data }) => {
        const answer = readAnswer(String(data))
        if (answer === undefined) lose()
        else if (answer.op === 'error' && answer.id === undefined) refusal = refusedBy(answer)
        else take(line.pending.get(answer.id as number), answer)
      })
      socket.addEventListener('error', () => {}) // a close follows; without a listener `ws` throws
      socket.addEventListener('close', lose)
    })
  }
}

const LOST = 'the line to the server was lost'

/** The server would close the line for it, and again each time that it is tried: nothing behind it would ever get through. */
function isTooBig(frame: string): boolean {
  return new TextEncoder().encode(frame).length > MAX_FEED_MESSAGE_BYTES
}

/** Undefined if it is none: a wrong address may lead to a server of something else. */
function readAnswer(text: string): FeedAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? (answer as FeedAnswer) : undefined
  } catch {
    return undefined
  }
}

function take(pending: Pending | undefined, answer: FeedAnswer): void {
  if (pending === undefined) return
  if (answer.op === 'ack') {
    const { op: _, id: __, ...sent } = answer
    pending.resolve({ value: { id: pending.eventId, ...sent } })
  } else if (TRANSIENT.has(answer.code)) pending.resolve({ why: answer.detail })
  else pending.reject(refusedBy(answer))
}

function refusedBy({ code, detail, errors }: FeedRefusal): Refused {
  return new Refused(STATUSES[code] ?? REFUSED_EVENT, withFaults(detail, errors) ?? code, code)
}

function idOf(change: FeedChange): string {
  return 'event' in change ? change.event.id : change.id
}

function frameOf(id: number, match: string, change: FeedChange): FeedEventFrame {
  const { op, ...rest } = change
  return { op: 'event', id, match, kind: op, event: 'event' in rest ? rest.event : rest }
}
