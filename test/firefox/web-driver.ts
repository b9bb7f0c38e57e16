/** What waits for the answer to a command. */
interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

interface Message {
  readonly type: 'success' | 'error' | 'event'
  readonly id?: number
  readonly result?: unknown
  readonly message?: string
  readonly method?: string
  readonly params?: LogEntry
}

/** An entry of the console, or an exception that no script caught. */
export interface LogEntry {
  readonly level: string
  readonly text: string
  readonly source: { readonly context?: string }
}

/** A session of WebDriver BiDi (https://w3c.github.io/webdriver-bidi): commands and their answers over one WebSocket. */
export class WebDriver {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, Waiting>()
  readonly #onLog: (entry: LogEntry) => void
  #lastId = 0

  constructor(socket: WebSocket, onLog: (entry: LogEntry) => void) {
    this.#socket = socket
    this.#onLog = onLog
    socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Message))
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'))
      this.#waiting.clear()
    })
  }

  /** @throws what the browser said, with the command */
  async send<T>(method: string, params: object = {}): Promise<T> {
    this.#lastId += 1
    const id = this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) })
    })
    this.#socket.send(JSON.stringify({ id, method, params }))
    return (await answer) as T
  }

  #take({ type, id, result, message, method, params }: Message): void {
    if (method === 'log.entryAdded' && params) this.#onLog(params)
    const waiting = id === undefined ? undefined : this.#waiting.get(id)
    if (!waiting || id === undefined) return
    this.#waiting.delete(id)
    if (type === 'success') waiting.resolve(result)
    else waiting.reject(new Error(message))
  }
}

/** @throws when the browser takes no connection */
export async function openWebDriver(url: string, onLog: (entry: LogEntry) => void): Promise<WebDriver> {
  const socket = new WebSocket(url)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error(`${url} takes no connection`)), { once: true })
  })
  const driver = new WebDriver(socket, onLog)
  await driver.send('session.new', { capabilities: {} })
  await driver.send('session.subscribe', { events: ['log.entryAdded'] })
  return driver
}
