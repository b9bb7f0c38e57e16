import type { MatchEntry } from '../../protocol/client-messages.ts'
import type { AnyUpdate, FeedHealth, Position, ServerMessage, SubscribedMatch, View } from '../../protocol/messages.ts'
import { type MatchRead, ReadRefused, type Reads } from './reads.ts'

/** More updates than these are not told one by one. */
const MAX_MISSED = 200

/** One match that is read again and again: what a server would have told of it, in the same order. */
export class PolledMatch {
  readonly match: string
  /** It was asked for by itself, and not only by boards. */
  isOwn: boolean
  readonly delayMs: number
  readonly everyMs: number
  readonly #view: View
  readonly #reads: Reads
  #etag: string | undefined
  /** How far it was read; what is told may be `delayMs` behind. */
  #position: Position = { epoch: '', seq: 0 }
  /** How far the match has come, as far as was heard. */
  #head = 0
  #staleAt: number | undefined
  /** Read, and not told yet: the oldest first. */
  #held: AnyUpdate[] = []

  constructor(entry: MatchEntry, isOwn: boolean, reads: Reads) {
    const { match, view = 'full', delayMs = 0, everyMs = 0 } = entry
    this.match = match
    this.isOwn = isOwn
    this.delayMs = delayMs
    this.everyMs = everyMs
    this.#view = view
    this.#reads = reads
  }

  /** What a server answers to a subscribe. @param has what the client has already */
  async join(has: Position | undefined): Promise<SubscribedMatch> {
    const read = await this.#reads.match(this.match, this.#view)
    if (read === undefined) throw new Error('an answer without ETag says what it has')
    const answer = await this.#answer(read.value, has)
    this.#keepTag(read.etag)
    return answer
  }

  async #answer(read: MatchRead, has: Position | undefined): Promise<SubscribedMatch> {
    const { epoch, seq, feed } = read
    this.#position = { epoch, seq }
    this.#head = seq
    this.#staleAt = feed?.at
    const told = { match: this.match, ...(feed && { feed }) }
    const from = has?.epoch === epoch && has.seq <= seq ? has.seq : undefined
    if (this.delayMs > 0) return { ...told, ...(await this.#joinLate(read, from)) }
    if (from === undefined || seq - from > MAX_MISSED) return { ...told, epoch, seq, state: read.state }
    const updates = await this.#updates({ epoch, seq: from })
    return { ...told, ...this.#position, updates }
  }

  /** More is known to be there than could be read: a page was full, or another replica lags. */
  get isBehind(): boolean {
    return this.#position.seq < this.#head
  }

  /** Whether the match is no more. */
  async isGone(): Promise<boolean> {
    try {
      await this.#reads.match(this.match, 'score')
      return false
    } catch (error) {
      if (!(error instanceof ReadRefused)) throw error
      return error.status === 404
    }
  }

  /** As it was `delayMs` ago; what came since is held. */
  async #joinLate(
    { epoch, seq }: Position,
    from: number | undefined,
  ): Promise<(Position & { updates: AnyUpdate[] }) | MatchRead> {
    const first = Math.max(0, seq - MAX_MISSED)
    const updates = await this.#updates({ epoch, seq: first })
    const cutAt = this.#reads.now() - this.delayMs
    const past = updates.findLast(({ at }) => at <= cutAt)?.seq ?? first
    const known = from !== undefined && from >= first ? from : undefined
    const start = Math.max(past, known ?? 0)
    this.#held = updates.filter((update) => update.seq > start)
    if (known === undefined) return this.#reads.at(this.match, this.#view, { epoch, seq: start })
    return { epoch, seq: start, updates: updates.filter((update) => update.seq > known && update.seq <= start) }
  }

  /** Reads it again. @throws {ReadRefused} 404 when it is gone */
  async poll(): Promise<readonly ServerMessage[]> {
    const read = await this.#reads.match(this.match, this.#view, this.#etag)
    if (read === undefined) return []
    const messages = await this.#follow(read.value, () => read.value)
    this.#keepTag(read.etag)
    return [...messages, ...this.feedChanged(read.value.feed)]
  }

  /** What could not be read yet is asked for again. */
  #keepTag(etag: string | undefined): void {
    this.#etag = this.isBehind ? undefined : etag
  }

  /** Reads what a board says is new. */
  async advance(head: Position & { readonly feed?: FeedHealth }): Promise<readonly ServerMessage[]> {
    const messages = await this.#follow(head, async () => {
      const read = await this.#reads.match(this.match, this.#view)
      if (read === undefined) throw new Error('an answer without ETag says what it has')
      return read.value
    })
    return [...messages, ...this.feedChanged(head.feed)]
  }

  feedChanged(feed: FeedHealth | undefined): readonly ServerMessage[] {
    if (feed?.at === this.#staleAt) return []
    this.#staleAt = feed?.at
    return [{ op: 'feed', match: this.match, health: feed?.health ?? 'live', at: feed?.at ?? this.#reads.now() }]
  }

  /** The held updates that are due now. */
  due(): readonly AnyUpdate[] {
    // Its clock is a second off; without a delay nothing is held.
    const cutAt = this.delayMs === 0 ? Number.POSITIVE_INFINITY : this.#reads.now() - this.delayMs
    // In order: a goal and its disallowing keep theirs, whatever their times say.
    const isHeld = this.#held.findIndex(({ at }) => at > cutAt)
    return this.#held.splice(0, isHeld < 0 ? this.#held.length : isHeld)
  }

  async #follow(
    { epoch, seq }: Position,
    readState: () => MatchRead | Promise<MatchRead>,
  ): Promise<readonly ServerMessage[]> {
    const before = this.#position
    const isSame = epoch === before.epoch
    // A replica that lags behind the last one.
    if (isSame && seq <= before.seq) return []
    this.#head = seq
    if (isSame && seq - before.seq <= MAX_MISSED) {
      this.#held.push(...(await this.#updates(before)))
      return this.due()
    }
    const newest = await readState()
    this.#position = { epoch: newest.epoch, seq: newest.seq }
    this.#head = newest.seq
    const shown = this.delayMs > 0 ? ((await this.#joinLate(newest, undefined)) as MatchRead) : newest
    const reason = isSame ? 'resync' : 'epoch'
    return [{ op: 'snapshot', match: this.match, epoch: shown.epoch, seq: shown.seq, state: shown.state, reason }]
  }

  /** Those after a place, as far as the head, page by page; moves the position behind them. */
  async #updates(after: Position): Promise<AnyUpdate[]> {
    const all: AnyUpdate[] = []
    this.#position = after
    while (this.isBehind) {
      const { seq } = this.#position
      const { updates, epoch, through } = await this.#reads.updates(this.match, this.#view, seq, MAX_MISSED)
      const next = through ?? updates.at(-1)?.seq ?? seq
      // Begun anew between two reads, or read from a replica that lags: the next poll sees the rest.
      if (epoch !== after.epoch || next <= seq) break
      all.push(...updates)
      this.#position = { epoch, seq: next }
    }
    return all
  }
}
