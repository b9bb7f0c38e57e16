import type { OpenTransport, Transport, TransportListener } from '../transport.ts'

/*
 * One connection over the best way that the network lets through.
 *
 *    the way of last time ── hello ───────────────────────────► carried by it ── a better way says hello ──► `reconnect`, over that one
 *     │ closed, or silent for `PATIENCE_MS`                      ▲
 *     └─► the others, best first, each beside those before ─────┘ whoever says hello first
 *          └─ all closed ──► closed
 */

/** A way to the server. */
export interface Way {
  readonly name: string
  readonly open: OpenTransport
}

/** What is known of the ways to one server, for as long as the session lasts. */
export interface WayMemory {
  /** The name of the way that carried last. */
  last: string | undefined
}

/** Until the next way is tried beside one that says nothing. */
const PATIENCE_MS = 2_500
/** What networks say of a connection that broke or never was. Any other code is the server's own, and another way would only ask it again. */
const BROKEN = 1006
/** Before a better way is tried again; doubles each time. */
const CLIMB_MS = 10_000
const MAX_CLIMB_MS = 30 * 60_000
/** A way that has carried is trusted: it may fail this often, quickly, before others are tried. */
const TRUSTED_FAILURES = 1

/** @param ways the best first */
export function fallbackTransport(ways: readonly Way[], memory: WayMemory): OpenTransport {
  const trust = { failures: 0, hasCarried: false }
  return (listener) => new Attempt(ways, memory, trust, listener)
}

interface Trust {
  failures: number
  hasCarried: boolean
}

class Attempt implements Transport {
  readonly #ways: readonly Way[]
  readonly #memory: WayMemory
  readonly #trust: Trust
  readonly #listener: TransportListener
  /** Ways that are not tried yet, in order. */
  readonly #waiting: Way[]
  readonly #open = new Map<Way, Transport>()
  #carrier: Way | undefined
  #isOver = false
  #patience: ReturnType<typeof setTimeout> | undefined
  #climb: ReturnType<typeof setTimeout> | undefined

  constructor(ways: readonly Way[], memory: WayMemory, trust: Trust, listener: TransportListener) {
    this.#ways = ways
    this.#memory = memory
    this.#trust = trust
    this.#listener = listener
    const first = ways.find(({ name }) => name === memory.last) ?? ways[0]
    this.#waiting = ways.filter((way) => way === first).concat(ways.filter((way) => way !== first))
    this.#tryNext()
  }

  send(request: Parameters<Transport['send']>[0]): void {
    if (this.#carrier) this.#open.get(this.#carrier)?.send(request)
  }

  close(): void {
    this.#isOver = true
    clearTimeout(this.#patience)
    clearTimeout(this.#climb)
    for (const transport of this.#open.values()) transport.close()
  }

  #tryNext(): void {
    clearTimeout(this.#patience)
    const way = this.#waiting.shift()
    if (way === undefined) return
    if (this.#waiting.length > 0) this.#patience = setTimeout(() => this.#tryNext(), PATIENCE_MS)
    this.#begin(way, {
      message: (message) => {
        if (this.#carrier === undefined) this.#carry(way)
        if (this.#carrier === way) this.#listener.message(message)
      },
      closed: (code, reason) => this.#closed(way, code, reason),
    })
  }

  /** What a way says after it was given up is not heard. */
  #begin(way: Way, listener: TransportListener): void {
    const isCurrent = () => !this.#isOver && this.#open.get(way) === transport
    const transport = way.open({
      message: (message) => {
        if (isCurrent()) listener.message(message)
      },
      closed: (code, reason) => {
        if (!isCurrent()) return
        this.#open.delete(way)
        listener.closed(code, reason)
      },
    })
    this.#open.set(way, transport)
  }

  #carry(way: Way): void {
    this.#carrier = way
    clearTimeout(this.#patience)
    this.#memory.last = way.name
    this.#trust.failures = 0
    this.#trust.hasCarried = true
    for (const [other, transport] of this.#open) {
      if (other === way) continue
      this.#open.delete(other)
      transport.close()
    }
    if (way !== this.#ways[0]) this.#climbIn(CLIMB_MS)
  }

  #closed(way: Way, code: number, reason: string): void {
    const isEnd = this.#carrier === way || code !== BROKEN || this.#isTrusted()
    if (!isEnd && (this.#waiting.length > 0 || this.#open.size > 0)) {
      this.#tryNext()
      return
    }
    this.close()
    this.#listener.closed(code, reason)
  }

  /** The way of last time failed, and may only be the server that is away for a moment. */
  #isTrusted(): boolean {
    const isFirst = this.#open.size === 0 && this.#waiting.length === this.#ways.length - 1
    if (this.#carrier !== undefined || !this.#trust.hasCarried || !isFirst) return false
    this.#trust.failures += 1
    return this.#trust.failures <= TRUSTED_FAILURES
  }

  #climbIn(ms: number): void {
    this.#climb = setTimeout(() => this.#tryBetter(0, ms), ms)
  }

  /** Tries the better ways beside the one that carries, one after the other. */
  #tryBetter(index: number, ms: number): void {
    const way = this.#ways[index]
    if (way === undefined || way === this.#carrier) {
      this.#climbIn(Math.min(2 * ms, MAX_CLIMB_MS))
      return
    }
    const goOn = () => {
      clearTimeout(this.#climb)
      this.#open.get(way)?.close()
      this.#open.delete(way)
      this.#tryBetter(index + 1, ms)
    }
    this.#climb = setTimeout(goOn, 2 * PATIENCE_MS)
    this.#begin(way, {
      message: () => {
        clearTimeout(this.#climb)
        this.#open.get(way)?.close()
        this.#open.delete(way)
        this.#memory.last = way.name
        // As a server that asks its viewer to come to another gateway.
        this.#listener.message({ op: 'reconnect', afterMs: 0, reason: 'rebalancing' })
      },
      closed: goOn,
    })
  }
}
