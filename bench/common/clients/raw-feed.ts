import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
}

interface Waiting {
  resolve(answer: Answer): void
  reject(error: Error): void
}

const HEAD_END = '\r\n\r\n'
const STATUS_AT = 'HTTP/1.1 '.length
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i

/**
 * A feed's connection that stays open and sends one request at a time. It is as cheap as possible, because an HTTP client would
 * cost more than the server that it measures. Understands only answers with a `content-length`.
 */
export class RawFeed {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #waiting: Waiting | undefined
  #failure: Error | undefined

  constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the server closed the connection')))
  }

  send(method: string, path: string, body: string, type = 'application/json'): Promise<Answer> {
    if (this.#waiting) throw new Error('one request at a time')
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const headEnd = this.#received.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = this.#received.toString('latin1', 0, headEnd)
    const length = CONTENT_LENGTH.exec(head)?.[1]
    if (length === undefined) {
      this.#fail(new Error(`an answer without content-length: ${head}`))
      return
    }
    const bodyAt = headEnd + HEAD_END.length
    const end = bodyAt + Number(length)
    if (this.#received.length < end) return
    const body = this.#received.toString('utf8', bodyAt, end)
    this.#received = this.#received.subarray(end)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status: Number(head.slice(STATUS_AT, STATUS_AT + 3)), body })
  }

  #fail(error: Error): void {
    this.#failure ??= error
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.reject(error)
  }
}

export function openFeed(port: number): Promise<RawFeed> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.off('error', reject)
      resolve(new RawFeed(socket))
    })
    socket.once('error', reject)
  })
}

/** @throws unless the answer has this status */
export async function expectStatus(answering: Promise<Answer>, status: number): Promise<string> {
  const answer = await answering
  if (answer.status !== status) throw new Error(`answered ${answer.status} instead of ${status}: ${answer.body}`)
  return answer.body
}

const FIXTURE = JSON.stringify({ sport: 'football', home: { name: 'Home' }, away: { name: 'Away' } })

export async function createMatch(feed: RawFeed, match: string): Promise<void> {
  await expectStatus(feed.send('PUT', `/v1/matches/${match}`, FIXTURE), 201)
}
