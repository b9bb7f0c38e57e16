import { WebSocket } from 'ws'
import { mayReconnect } from '../../../src/protocol/close-codes.ts'
import type { ServerMessage, SubscribedMessage } from '../../../src/protocol/messages.ts'
import { Scoreboard, type Shown } from '../../support/scoreboard.ts'
import { Diary, type Tally, type Viewer, type ViewerKind } from './viewer.ts'

export interface RawViewerOptions {
  readonly name: string
  /** Of `GET /v1/live`. */
  readonly liveUrl: string
  readonly tally: Tally
  readonly kind: Exclude<ViewerKind, 'sdk'>
  readonly delayMs?: number
}

/** Heartbeats come twice as often at least. */
const SILENCE_MS = 12_000
const CONNECT_MS = 5_000
const RECONNECT_MS = 700
const RETRY_MS = 400
/** A slow reader takes nothing for up to this long, then reads for a moment. Well below what `[W4]` allows. */
const LONGEST_NAP_MS = 6_000
const READS_FOR_MS = 1_000
/** Servers know the database's clock to half a round trip, which is long on a busy machine. */
const EARLY_TOLERANCE_MS = 250

/** A viewer that follows the protocol by hand, word by word, and resumes from where it was. */
export class RawViewer implements Viewer {
  readonly kind: RawViewerOptions['kind']
  readonly name: string
  readonly delayMs: number
  readonly matches = new Set<string>()
  readonly diary = new Diary()
  readonly #liveUrl: string
  readonly #tally: Tally
  #socket: WebSocket | undefined
  #board = new Scoreboard()
  #violations = 0
  #nextId = 0
  #heardAt = 0
  #comeBackAt = 0
  #isClosed = false
  readonly #ticker: NodeJS.Timeout
  #nap: NodeJS.Timeout | undefined

  constructor({ name, liveUrl, tally, kind, delayMs = 0 }: RawViewerOptions) {
    this.name = name
    this.#liveUrl = liveUrl
    this.#tally = tally
    this.kind = kind
    this.delayMs = delayMs
    this.#ticker = setInterval(() => this.#tick(), 1_000)
    this.#connect()
  }

  follow(match: string): void {
    if (this.matches.has(match)) return
    this.matches.add(match)
    this.#subscribe([match])
  }

  leave(match: string): void {
    if (!this.matches.delete(match)) return
    this.#send({ op: 'unsubscribe', id: this.#id(), matches: [match] })
  }

  shown(match: string): Shown | undefined {
    return this.#board.get(match)
  }

  close(): void {
    this.#isClosed = true
    clearInterval(this.#ticker)
    clearTimeout(this.#nap)
    this.#socket?.terminate()
  }

  #connect(): void {
    if (this.#isClosed) return
    this.#tally.connects += 1
    this.diary.note('connects')
    const socket = new WebSocket(this.#liveUrl, 'touchline.v1', {
      perMessageDeflate: false,
      handshakeTimeout: CONNECT_MS,
    })
    this.#socket = socket
    this.#heardAt = Date.now()
    this.#board = new Scoreboard(this.#board)
    this.#violations = 0
    socket.on('message', (data) => this.#hear(JSON.parse(data.toString()) as ServerMessage))
    socket.on('error', () => {}) // 'close' follows
    socket.on('close', (code, reason) => this.#closed(code, reason.toString()))
  }

  #closed(code: number, reason: string): void {
    this.diary.note(`closed ${code} ${reason}`)
    if (this.#isClosed) return
    if (!mayReconnect(code)) {
      this.#tally.troubles.push({ kind: 'refused', text: `${this.name} was closed for good: ${code} ${reason}` })
      return
    }
    clearTimeout(this.#nap)
    const waitMs = Math.max(this.#comeBackAt - Date.now(), Math.random() * RECONNECT_MS)
    this.#comeBackAt = 0
    setTimeout(() => this.#connect(), waitMs)
  }

  #hear(message: ServerMessage): void {
    this.#heardAt = Date.now()
    switch (message.op) {
      case 'hello':
        if (this.matches.size > 0) this.#subscribe([...this.matches])
        if (this.kind === 'slow') this.#readForAWhile()
        break
      case 'subscribed':
        this.#joined(message)
        break
      case 'update':
        this.#tally.updates += 1
        this.diary.note(`${message.match} update ${message.seq}`)
        this.#expectLate(message.match, message.at)
        break
      case 'snapshot':
        this.#tally.snapshots += 1
        this.diary.note(`${message.match} snapshot ${message.seq} (${message.reason})`)
        this.#expectLate(message.match, message.state.updatedAt)
        break
      case 'reconnect':
        this.#comeBackAt = Date.now() + message.afterMs
        break
      case 'error':
        this.#tally.troubles.push({ kind: 'refused', text: `${this.name} was told ${JSON.stringify(message)}` })
        break
    }
    this.#board.take(message)
    for (const { kind, text } of this.#board.violations.slice(this.#violations)) {
      this.#tally.troubles.push({ kind, text: `${this.name}, ${text}` })
    }
    this.#violations = this.#board.violations.length
  }

  #joined({ matches, rejected }: SubscribedMessage): void {
    for (const joined of matches) {
      if ('state' in joined) {
        this.#tally.snapshots += 1
        this.#expectLate(joined.match, joined.state.updatedAt)
      } else {
        this.#tally.updates += joined.updates.length
        for (const { at } of joined.updates) this.#expectLate(joined.match, at)
      }
      const what = 'state' in joined ? 'a snapshot' : `${joined.updates.length} updates`
      this.diary.note(`${joined.match} joined at ${joined.seq} with ${what}`)
    }
    for (const { match, code } of rejected) {
      this.diary.note(`${match} rejected: ${code}`)
      if (code !== 'unavailable') {
        this.#tally.troubles.push({ kind: 'refused', text: `${this.name}: ${match} was rejected, ${code}` })
      }
    }
    const again = rejected.map(({ match }) => match)
    if (again.length > 0) setTimeout(() => this.#subscribe(again.filter((match) => this.matches.has(match))), RETRY_MS)
  }

  /** Spoilers: nothing may come before its time. */
  #expectLate(match: string, acceptedAt: number): void {
    const earlyMs = acceptedAt + this.delayMs - Date.now()
    if (this.delayMs === 0 || earlyMs <= EARLY_TOLERANCE_MS) return
    this.#tally.troubles.push({ kind: 'early', text: `${this.name}, ${match}: told ${earlyMs} ms too early` })
  }

  #subscribe(matches: readonly string[]): void {
    if (matches.length === 0) return
    const delay = this.delayMs > 0 && { delayMs: this.delayMs }
    const wanted = matches.map((match) => ({ ...this.#board.positionOf(match), ...delay }))
    this.#send({ op: 'subscribe', id: this.#id(), matches: wanted })
  }

  #id(): number {
    this.#nextId += 1
    return this.#nextId
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message))
  }

  #tick(): void {
    if (this.#socket?.isPaused) return
    if (this.#socket?.readyState === WebSocket.OPEN && Date.now() - this.#heardAt > SILENCE_MS) {
      this.diary.note('hears nothing')
      this.#socket.terminate()
    }
  }

  #readForAWhile(): void {
    const socket = this.#socket
    this.#nap = setTimeout(() => {
      socket?.pause()
      this.#nap = setTimeout(() => {
        this.#heardAt = Date.now()
        socket?.resume()
        this.#readForAWhile()
      }, Math.random() * LONGEST_NAP_MS)
    }, Math.random() * READS_FOR_MS)
  }
}
