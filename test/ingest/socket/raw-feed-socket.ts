import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import type { FeedAnswer } from '../../../src/protocol/feed-messages.ts'

/** A feed without a library: it keeps every answer, so a test awaits the next one and never sleeps. */
export class RawFeedSocket {
  readonly socket: WebSocket
  readonly answers: FeedAnswer[] = []
  readonly closed: Promise<{ code: number; reason: string }>
  #wake: () => void = () => {}
  #isClosed = false

  constructor(socket: WebSocket) {
    this.socket = socket
    this.closed = new Promise((resolve) => {
      socket.once('close', (code, reason) => {
        this.#isClosed = true
        this.#wake()
        resolve({ code, reason: reason.toString() })
      })
    })
    socket.on('message', (data) => {
      this.answers.push(JSON.parse(data.toString()) as FeedAnswer)
      this.#wake()
    })
    socket.on('error', () => {}) // 'close' follows
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  sendEvent(id: number, match: string, event: object, more: object = {}): void {
    this.send({ op: 'event', id, match, event, ...more })
  }

  /** The first `count` answers. */
  async first(count: number): Promise<readonly FeedAnswer[]> {
    while (this.answers.length < count) {
      if (this.#isClosed) throw new Error(`closed after ${JSON.stringify(this.answers)}`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    return this.answers.slice(0, count)
  }

  /** Sends an event and returns the answer to it. */
  async ask(match: string, event: object, more: object = {}): Promise<FeedAnswer> {
    const id = this.answers.length + 1
    this.sendEvent(id, match, event, more)
    return (await this.first(id))[id - 1] as FeedAnswer
  }
}

export async function connectFeed(url: string, options: ClientOptions & { key?: string } = {}): Promise<RawFeedSocket> {
  const { key, ...rest } = options
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/feed`, {
    perMessageDeflate: false,
    ...rest,
    headers: { ...rest.headers, ...(key !== undefined && { authorization: `Bearer ${key}` }) },
  })
  const feed = new RawFeedSocket(socket)
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  return feed
}
