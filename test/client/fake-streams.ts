import { vi } from 'vitest'
import type { ServerMessage } from '../../src/protocol/messages.ts'

/** One stream of Server-Sent Events; the test is its server. Speaks as `FakeSocket` does. */
export class FakeStream {
  /** What the client asked for with it, until the test takes it. */
  readonly sent: Record<string, unknown>[]
  /** The header that says who asks. */
  authorization: string | undefined
  isClosedByClient = false
  #isGreeted = false
  #isOver = false
  #controller!: ReadableStreamDefaultController<Uint8Array>
  readonly body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      this.#controller = controller
    },
  })

  constructor(body: string, signal: AbortSignal) {
    this.sent = body === '' ? [] : [JSON.parse(body)]
    signal.addEventListener('abort', () => {
      this.isClosedByClient = true
      this.#end(() => this.#controller.error(signal.reason))
    })
  }

  /** A server says nothing before its hello. */
  says(message: ServerMessage | object): void {
    if (this.#isGreeted && !this.#isOver) this.#write(`data: ${JSON.stringify(message)}\n\n`)
  }

  hello(): void {
    if (this.#isOver) return
    this.#isGreeted = true
    const limits = { subscriptions: 64, messageBytes: 4_096 }
    this.says({ op: 'hello', connection: 's', at: Date.now(), heartbeatMs: 25_000, limits })
  }

  drops(code = 1006): void {
    if (code !== 1006 && !this.#isOver) this.#write(`event: close\ndata: {"code":${code},"reason":""}\n\n`)
    this.#end(() => this.#controller.close())
  }

  /** In two pieces: a network cuts where it likes. */
  #write(text: string): void {
    const bytes = new TextEncoder().encode(text)
    const middle = Math.floor(bytes.length / 2)
    for (const part of [bytes.slice(0, middle), bytes.slice(middle)]) this.#controller.enqueue(part)
  }

  #end(how: () => void): void {
    if (!this.#isOver) how()
    this.#isOver = true
  }
}

interface FakeRequest {
  readonly body: string
  readonly signal: AbortSignal
  readonly headers: Readonly<Record<string, string>>
}

/** A network in which `fetch` opens streams that are driven by hand. */
export function createFakeStreams(): { latest(): FakeStream } {
  const streams: FakeStream[] = []
  vi.stubGlobal('fetch', async (_url: string, { body, signal, headers }: FakeRequest) => {
    signal.throwIfAborted()
    const stream = new FakeStream(body, signal)
    stream.authorization = headers['authorization']
    streams.push(stream)
    return { ok: true, status: 200, body: stream.body }
  })
  return {
    latest() {
      const stream = streams.at(-1)
      if (!stream) throw new Error('the client has not connected')
      return stream
    },
  }
}
