import type { BoardEntry } from '../../protocol/client-messages.ts'
import type {
  Position,
  RejectedMatch,
  ServerMessage,
  SubscribedBoard,
  SubscribedMatch,
} from '../../protocol/messages.ts'
import type { Bearer } from '../connection/token/bearer.ts'
import type {
  OpenTransport,
  SubscribeRequest,
  Transport,
  TransportListener,
  UnsubscribeRequest,
} from '../connection/transport.ts'
import { PolledMatch } from './polled-match.ts'
import { ReadRefused, Reads } from './reads.ts'

/** Between two rounds. With the second that a cache may keep an answer, a goal is seen within 4 s. */
const POLL_MS = 2_000
/** Requests at once: a browser has six connections to a server. */
const AT_ONCE = 4
/** How often held updates are looked through. */
const RELEASE_MS = 100
const HEARTBEAT_MS = 10_000
/** As of a server whose settings are not changed. */
const LIMITS = { subscriptions: 256, messageBytes: 16_384 }

interface PolledBoard {
  readonly entry: BoardEntry
  etag: string | undefined
  matches: readonly string[]
}

/** A connection made of plain reads, again and again: the last way, which every network lets through. @param base the address of the server */
export function pollingTransport(base: string, bearer: Bearer): OpenTransport {
  return (listener) => new PollingTransport(base, bearer, listener)
}

class PollingTransport implements Transport {
  readonly #listener: TransportListener
  readonly #ended = new AbortController()
  readonly #reads: Reads
  readonly #bearer: Bearer
  readonly #matches = new Map<string, PolledMatch>()
  readonly #boards = new Map<string, PolledBoard>()
  /** When each match is read again at the earliest. */
  readonly #dueAt = new WeakMap<PolledMatch, number>()
  /** One thing after the other: an answer must not overtake what came before it. */
  #last: Promise<void>
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #release: ReturnType<typeof setInterval>

  constructor(base: string, bearer: Bearer, listener: TransportListener) {
    this.#listener = listener
    this.#bearer = bearer
    this.#reads = new Reads(base, this.#ended.signal, bearer)
    this.#release = setInterval(() => this.#tellDue(), RELEASE_MS)
    this.#last = this.#guard(async () => {
      await this.#reads.reach()
      this.#bearer.accepted()
      this.#tell({
        op: 'hello',
        connection: 'polling',
        at: this.#reads.now(),
        heartbeatMs: HEARTBEAT_MS,
        limits: LIMITS,
      })
      this.#pollSoon()
    })
  }

  send(request: Parameters<Transport['send']>[0]): void {
    this.#then(() => {
      if (request.op === 'subscribe') return this.#subscribe(request)
      if (request.op === 'unsubscribe') return this.#unsubscribe(request)
      return this.#pong(request.id)
    })
  }

  close(): void {
    clearTimeout(this.#timer)
    clearInterval(this.#release)
    this.#ended.abort()
  }

  #then(task: () => Promise<void>): void {
    this.#last = this.#last.then(() => this.#guard(task))
  }

  /** Whatever fails ends the connection, and the session begins another one. */
  async #guard(task: () => Promise<void>): Promise<void> {
    if (this.#ended.signal.aborted) return
    try {
      await task()
    } catch (error) {
      if (this.#ended.signal.aborted) return
      this.close()
      const [code, reason] = error instanceof ReadRefused ? this.#bearer.endOf(error.status) : [1006, 'no-answer']
      this.#listener.closed(code, reason)
    }
  }

  #tell(message: ServerMessage): void {
    if (!this.#ended.signal.aborted) this.#listener.message(message)
  }

  async #pong(id: number): Promise<void> {
    await this.#reads.reach()
    this.#tell({ op: 'pong', id, at: this.#reads.now() })
  }

  async #unsubscribe({ id, matches, boards = [] }: UnsubscribeRequest & { readonly id: number }): Promise<void> {
    for (const match of matches) this.#matches.delete(match)
    for (const board of boards) this.#boards.delete(board)
    this.#forgetStrays()
    this.#tell({ op: 'unsubscribed', id, matches, boards })
  }

  async #subscribe({ id, matches, boards = [] }: SubscribeRequest & { readonly id: number }): Promise<void> {
    const rejected: RejectedMatch[] = []
    const joined = await each(matches, async ({ epoch, seq, ...entry }) => {
      const polled = new PolledMatch(entry, true, this.#reads)
      const has = epoch === undefined || seq === undefined ? undefined : { epoch, seq }
      const answer = await this.#join(polled, has)
      if (typeof answer !== 'string') return answer
      rejected.push({ match: entry.match, code: answer })
      return undefined
    })
    const listed: SubscribedBoard[] = []
    for (const entry of boards) listed.push(await this.#list(entry))
    const rows = boards.flatMap(({ board, positions = [] }) => this.#rowsOf(board, positions))
    this.#tell({
      op: 'subscribed',
      id,
      matches: joined.flatMap((each) => each ?? []),
      rejected,
      ...(boards.length > 0 && { boards: listed }),
      ...(rows.length > 0 && { more: true }),
    })
    for (let next = 0; next < rows.length; next += AT_ONCE) {
      const some = await each(rows.slice(next, next + AT_ONCE), ({ polled, has }) => this.#join(polled, has))
      const told = some.flatMap((one) => (typeof one === 'string' ? [] : one))
      this.#tell({
        op: 'subscribed',
        id,
        matches: told,
        rejected: [],
        ...(next + AT_ONCE < rows.length && { more: true }),
      })
    }
  }

  async #join(polled: PolledMatch, has: Position | undefined): Promise<SubscribedMatch | RejectedMatch['code']> {
    try {
      const answer = await polled.join(has)
      this.#matches.set(polled.match, polled)
      return answer
    } catch (error) {
      if (error instanceof ReadRefused && error.status === 404) return 'match-not-found'
      if (error instanceof ReadRefused && error.status === 400) return 'invalid-match-id'
      throw error
    }
  }

  /** Reads a board's list for the first time. */
  async #list(entry: BoardEntry): Promise<SubscribedBoard> {
    const { board } = entry
    try {
      const read = await this.#reads.board(board)
      const matches = (read?.value.matches ?? []).map(({ match }) => match)
      this.#boards.set(board, { entry, etag: read?.etag, matches })
      return { board, matches }
    } catch (error) {
      if (error instanceof ReadRefused && error.status === 400) return { board, code: 'invalid-board' }
      throw error
    }
  }

  /** Matches of a board that the client has not been told of. */
  #rowsOf(name: string, positions: readonly (Position & { readonly match: string })[]) {
    const board = this.#boards.get(name)
    if (board === undefined) return []
    const { positions: _, board: __, ...wish } = board.entry
    return board.matches
      .filter((match) => !this.#matches.has(match))
      .map((match) => ({
        polled: new PolledMatch({ match, ...wish }, false, this.#reads),
        has: positions.find((position) => position.match === match),
      }))
  }

  #pollSoon(): void {
    this.#timer = setTimeout(() => {
      this.#then(async () => {
        await this.#poll()
        this.#tell({ op: 'heartbeat', at: this.#reads.now() })
        this.#pollSoon()
      })
    }, POLL_MS)
  }

  async #poll(): Promise<void> {
    for (const [name, board] of this.#boards) await this.#pollBoard(name, board)
    const own = [...this.#matches.values()].filter((polled) => polled.isOwn && this.#isDue(polled))
    await each(own, (polled) => this.#pollMatch(polled, () => polled.poll()))
    // Nobody follows anything: whether the server is there is still worth knowing.
    if (own.length + this.#boards.size === 0) await this.#reads.reach()
  }

  async #pollMatch(polled: PolledMatch, read: () => Promise<readonly ServerMessage[]>): Promise<void> {
    this.#dueAt.set(polled, performance.now() + polled.everyMs)
    try {
      for (const message of await read()) this.#tell(message)
    } catch (error) {
      if (!(error instanceof ReadRefused) || error.status !== 404) throw error
      this.#matches.delete(polled.match)
      this.#tell({ op: 'gone', match: polled.match })
    }
  }

  async #pollBoard(name: string, board: PolledBoard): Promise<void> {
    const isBehind = board.matches.some((match) => this.#matches.get(match)?.isBehind)
    const read = await this.#reads.board(name, isBehind ? undefined : board.etag)
    if (read === undefined) return
    const heads = read.value.matches
    const before = board.matches
    board.etag = read.etag
    board.matches = heads.map(({ match }) => match)
    const rows = await each(this.#rowsOf(name, []), ({ polled }) => this.#join(polled, undefined))
    const joined = rows.flatMap((row) => (typeof row === 'string' ? [] : row))
    const left = before.filter((match) => !board.matches.includes(match))
    if (before.join() !== board.matches.join()) {
      await each(left, (match) => this.#tellIfGone(match))
      this.#tell({ op: 'board', board: name, matches: board.matches, joined, left })
      this.#forgetStrays()
    }
    const known = heads.flatMap((head) => {
      const polled = this.#matches.get(head.match)
      return polled === undefined || polled.isOwn ? [] : { head, polled }
    })
    // One that is not due yet is told with the next answer that has something new.
    if (known.some(({ polled }) => !this.#isDue(polled))) board.etag = undefined
    const due = known.filter(({ polled }) => this.#isDue(polled))
    await each(due, ({ head, polled }) => this.#pollMatch(polled, () => polled.advance(head)))
  }

  /** A match that was deleted has left its board; that it is gone, only its own read says. One asked for by itself is read anyway. */
  async #tellIfGone(match: string): Promise<void> {
    const polled = this.#matches.get(match)
    if (polled === undefined || polled.isOwn || !(await polled.isGone())) return
    this.#matches.delete(match)
    this.#tell({ op: 'gone', match })
  }

  #isDue(polled: PolledMatch): boolean {
    return (this.#dueAt.get(polled) ?? 0) <= performance.now()
  }

  #tellDue(): void {
    for (const polled of this.#matches.values()) {
      if (polled.delayMs > 0) for (const update of polled.due()) this.#tell(update)
    }
  }

  #forgetStrays(): void {
    const listed = new Set([...this.#boards.values()].flatMap(({ matches }) => matches))
    for (const [match, { isOwn }] of this.#matches) if (!isOwn && !listed.has(match)) this.#matches.delete(match)
  }
}

/** A few at once, in the order of the items. */
async function each<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await task(items[index] as T)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return results
}
