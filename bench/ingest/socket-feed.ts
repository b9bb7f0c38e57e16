import { once } from 'node:events'
import { WebSocket } from 'ws'

/** A feed's WebSocket, with as little around it as there can be. */
export class SocketFeed {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve(): void; reject(error: Error): void }>()
  #nextId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#take(JSON.parse(data.toString())))
    socket.on('close', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the server closed the socket: ${code}`))
    })
  }

  static async open(port: number): Promise<SocketFeed> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/feed`, { perMessageDeflate: false })
    await once(socket, 'open')
    return new SocketFeed(socket)
  }

  /** Resolves when the event is acknowledged as new. */
  send(match: string, event: object): Promise<void> {
    this.#nextId += 1
    const id = this.#nextId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.send(JSON.stringify({ op: 'event', id, match, event }))
    })
  }

  close(): void {
    this.#socket.terminate()
  }

  #take(answer: { id: number; status?: string }): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (answer.status === 'applied') waiting?.resolve()
    else waiting?.reject(new Error(`answered ${JSON.stringify(answer)}`))
  }
}
