import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * - `open`: bytes pass, each as late as `latencyMs` says.
 * - `cut`: connections are reset, and new ones too.
 * - `silent`: nothing passes and nobody is told, as when a cable is pulled. What was sent meanwhile arrives when it is open again.
 */
export type LinkMode = 'open' | 'cut' | 'silent'

/** The network between one server process and one backend: a TCP proxy that can be as bad as networks are. */
export class Link {
  readonly port: number
  /** Where new connections lead. */
  target: number
  latencyMs = 0
  readonly #server: Server
  readonly #pipes = new Set<Pipe>()
  #mode: LinkMode = 'open'

  private constructor(server: Server, target: number) {
    this.#server = server
    this.target = target
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (near) => this.#accept(near))
  }

  /** @param target a local port */
  static async open(target: number): Promise<Link> {
    const server = createServer({ pauseOnConnect: true, noDelay: true, allowHalfOpen: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Link(server, target)
  }

  get mode(): LinkMode {
    return this.#mode
  }

  set mode(mode: LinkMode) {
    this.#mode = mode
    for (const pipe of this.#pipes) {
      if (mode === 'cut') pipe.reset()
      else pipe.pause(mode === 'silent')
    }
  }

  close(): void {
    for (const pipe of this.#pipes) pipe.reset()
    this.#server.close()
  }

  #accept(near: Socket): void {
    if (this.#mode === 'cut') {
      near.on('error', () => {})
      near.resetAndDestroy()
      return
    }
    const pipe = new Pipe(
      near,
      connect({ port: this.target, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }),
      this,
    )
    this.#pipes.add(pipe)
    near.once('close', () => this.#pipes.delete(pipe))
    pipe.pause(this.#mode === 'silent')
  }
}

/** One connection, both ways. */
class Pipe {
  readonly #near: Socket
  readonly #far: Socket

  constructor(near: Socket, far: Socket, link: Link) {
    this.#near = near
    this.#far = far
    carry(near, far, link)
    carry(far, near, link)
  }

  pause(isPaused: boolean): void {
    for (const socket of [this.#near, this.#far]) isPaused ? socket.pause() : socket.resume()
  }

  reset(): void {
    for (const socket of [this.#near, this.#far]) socket.resetAndDestroy()
  }
}

/** Keeps the order, whatever happens to the latency meanwhile: each timer does what is first in the queue. */
function carry(from: Socket, to: Socket, link: Link): void {
  const queue: (() => void)[] = []
  let lastDueAt = 0
  const pass = (action: () => void) => {
    const now = Date.now()
    lastDueAt = Math.max(lastDueAt, now + link.latencyMs)
    if (queue.length === 0 && lastDueAt <= now) {
      action()
      return
    }
    queue.push(action)
    setTimeout(() => queue.shift()?.(), lastDueAt - now)
  }
  from.on('data', (chunk: Buffer) => pass(() => to.write(chunk)))
  from.on('end', () => pass(() => to.end()))
  from.on('error', () => {}) // a reset by either side: 'close' follows
  from.on('close', (hadError) => {
    if (hadError) to.resetAndDestroy()
  })
}
