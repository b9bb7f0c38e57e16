import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { ServerMessage } from '../../src/protocol/messages.ts'
import { expect, isInTest, onTestFinished } from './concurrent.ts'
import { Scoreboard } from './scoreboard.ts'

/** One event as it came. */
export interface StreamEvent {
  readonly id?: string
  readonly event?: string
  readonly retry?: number
  readonly data: string
}

type Op = ServerMessage['op']
type MessageOf<Name extends Op> = Extract<ServerMessage, { op: Name }>

export interface EventStreamOptions {
  readonly headers?: Record<string, string>
  /** Posted; without it the address is read. */
  readonly body?: object | string
  readonly method?: string
  /** What the viewer saw before. */
  readonly before?: Scoreboard
}

/** A viewer of Server-Sent Events, without a library. Reads nothing while it is paused. */
export class EventStreamClient {
  readonly response: IncomingMessage
  readonly scoreboard: Scoreboard
  readonly events: StreamEvent[] = []
  /** Resolves when the stream has ended, however. */
  readonly ended: Promise<void>
  #unread = ''
  /** Messages that nobody has asked for yet. */
  #next = 0

  constructor(response: IncomingMessage, before?: Scoreboard) {
    this.response = response
    this.scoreboard = new Scoreboard(before)
    response.setEncoding('utf8')
    response.on('data', (text: string) => this.#read(text))
    response.on('error', () => {}) // 'close' follows
    this.ended = new Promise((resolve) => response.once('close', () => resolve()))
  }

  get headers(): IncomingHttpHeaders {
    return this.response.headers
  }

  get messages(): ServerMessage[] {
    return this.events.filter(({ event }) => event === undefined).map(({ data }) => JSON.parse(data) as ServerMessage)
  }

  /** Of the event `close`. */
  get farewell(): { readonly code: number; readonly reason: string; readonly retry: number | undefined } | undefined {
    const found = this.events.find(({ event }) => event === 'close')
    return found && { ...(JSON.parse(found.data) as { code: number; reason: string }), retry: found.retry }
  }

  /** The next message of this kind. Passes over others. */
  async nextOf<Name extends Op>(op: Name): Promise<MessageOf<Name> & { readonly eventId: string | undefined }> {
    let found = -1
    await expect
      .poll(
        () => {
          found = this.events.findIndex(({ data }, index) => index >= this.#next && data.includes(`{"op":"${op}"`))
          return found
        },
        { interval: 5, timeout: 15_000 },
      )
      .toBeGreaterThanOrEqual(0)
    this.#next = found + 1
    const { data, id } = this.events[found] as StreamEvent
    return { ...(JSON.parse(data) as MessageOf<Name>), eventId: id }
  }

  async reaches(match: string, seq: number): Promise<void> {
    await expect
      .poll(() => this.scoreboard.get(match)?.seq ?? -1, { interval: 5, timeout: 15_000 })
      .toBeGreaterThanOrEqual(seq)
  }

  close(): void {
    this.response.destroy()
  }

  #read(text: string): void {
    this.#unread += text
    const whole = this.#unread.split('\n\n')
    this.#unread = whole.pop() ?? ''
    for (const each of whole) {
      const event = parseEvent(each)
      this.events.push(event)
      if (event.event === undefined) this.scoreboard.take(JSON.parse(event.data) as ServerMessage)
    }
  }
}

function parseEvent(text: string): StreamEvent {
  const fields = Object.fromEntries(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const { data = '', retry, ...others } = fields
  return { data, ...others, ...(retry !== undefined && { retry: Number(retry) }) }
}

/** Opens a stream; one that is opened inside a test ends with it, and fails it if the viewer saw a breach of `[W1]`. */
export async function openEventStream(url: string, options: EventStreamOptions = {}): Promise<EventStreamClient> {
  const response = await ask(url, options)
  if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${await textOf(response)}`)
  const client = new EventStreamClient(response, options.before)
  if (isInTest()) {
    onTestFinished(() => {
      client.close()
      expect(client.scoreboard.violations).toEqual([])
    })
  }
  return client
}

/** Asks for a stream where the server refuses it. */
export async function refusedEventStream(
  url: string,
  options: EventStreamOptions = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; body: { code: string; detail?: string } }> {
  const response = await ask(url, options)
  const text = await textOf(response)
  return { status: response.statusCode ?? 0, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

function ask(url: string, { headers = {}, body, method }: EventStreamOptions): Promise<IncomingMessage> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: method ?? (text === undefined ? 'GET' : 'POST'),
        headers: { ...(text !== undefined && { 'content-type': 'text/plain' }), ...headers },
        agent: false,
      },
      resolve,
    )
    sent.on('error', reject)
    sent.end(text)
  })
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response) text += chunk
  return text
}
