import { setImmediate as nextTurn } from 'node:timers/promises'
import { diff } from '../match/merge-patch.ts'
import type { MatchState } from '../match/state.ts'
import { type Step, stepsOf } from '../match/steps.ts'
import type { Position } from '../protocol/messages.ts'
import { sportNamed } from '../sports/registry.ts'
import type { MatchStore, StandingEvent, StandingMatch } from '../store/match-store.ts'

/** Which of the events that stand. */
export interface PageQuery {
  readonly limit: number
  /** How many come before them. */
  readonly cursor: number
  /** The last ones instead, whatever the cursor. */
  readonly newest: boolean
  /** With the patch of each, and the state before the first. */
  readonly patches: boolean
}

/** A page as it is sent. */
export interface EventPage extends Position {
  readonly text: string
}

interface Kept {
  readonly page: EventPage
  /** Until then it is given though the match has gone on. */
  readonly freshUntil: number
}

export interface EventPagesOptions {
  readonly store: Pick<MatchStore, 'readHeads' | 'readStanding'>
  /** Monotonic, in ms. */
  readonly now?: () => number
  /** Awaited between slices of a fold. */
  readonly endTurn?: () => Promise<unknown>
}

/** A page ends before the event that would make it longer; one event alone may be longer. */
const PAGE_BYTES = 256 * 1024
/** All pages that are kept, in characters. */
const MAX_KEPT = 16 * 1024 * 1024
/** A fold holds the event loop for some milliseconds at a time. */
const SLICE_MS = 4
/** A page that took longer than this to make is given a little longer, so that a long match which never rests cannot take the whole process. */
const COSTLY_MS = 50
/** At most a quarter of the time goes into such a page. */
const REST = 3

/**
 * `[H7]` The events of matches as they stand, in order of play. A page is made once for a seq, one at a time, in slices, by folding the
 * events again. Who asks after a change gets what stands after it, unless the page is costly: then it may be some seconds old, and says
 * so by its seq.
 *
 * What is kept is the text of pages: patches of a match that sends its whole list of goals with each goal grow with the square of them.
 */
export class EventPages {
  readonly #store: EventPagesOptions['store']
  readonly #now: () => number
  readonly #endTurn: () => Promise<unknown>
  /** The one that was asked for last comes last. */
  readonly #kept = new Map<string, Kept>()
  readonly #making = new Map<string, Promise<void>>()
  #size = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor({ store, now = () => performance.now(), endTurn = nextTurn }: EventPagesOptions) {
    this.#store = store
    this.#now = now
    this.#endTurn = endTurn
  }

  /** The characters of all pages that are kept. */
  get size(): number {
    return this.#size
  }

  /** @returns undefined if there is no such match */
  async read(match: string, query: PageQuery): Promise<EventPage | undefined> {
    const { limit, cursor, newest, patches } = query
    const key = JSON.stringify([match, limit, newest ? -1 : cursor, patches])
    const [head] = await this.#store.readHeads([match])
    if (head === undefined) return undefined
    for (;;) {
      const known = this.#kept.get(key)
      if (known && this.#isGood(known, head)) return this.#use(key, known)
      const making = this.#making.get(key)
      if (making === undefined) return this.#makeInTurn(key, match, query)
      // It may have begun before the change that whoever asks knows of; then it is made once more.
      await making
    }
  }

  #isGood({ page, freshUntil }: Kept, head: Position): boolean {
    return page.epoch === head.epoch && (!isBehind(page, head) || this.#now() < freshUntil)
  }

  #use(key: string, kept: Kept): EventPage {
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.page
  }

  async #makeInTurn(key: string, match: string, query: PageQuery): Promise<EventPage | undefined> {
    const made = this.#last.then(() => this.#make(key, match, query))
    const done = made.then(
      () => {},
      () => {},
    )
    this.#last = done
    this.#making.set(key, done)
    try {
      return await made
    } finally {
      this.#making.delete(key)
    }
  }

  async #make(key: string, match: string, query: PageQuery): Promise<EventPage | undefined> {
    const standing = await this.#store.readStanding(match)
    this.#forget(key)
    if (standing === undefined) return undefined
    let workedMs = 0
    let since = this.#now()
    const maker = new PageMaker(standing, query)
    for (const { effective, before, after } of stepsOfMatch(standing)) {
      if (!maker.take({ effective, before, after })) break
      const heldMs = this.#now() - since
      if (heldMs < SLICE_MS) continue
      workedMs += heldMs
      await this.#endTurn()
      since = this.#now()
    }
    workedMs += this.#now() - since
    const page = maker.page()
    this.#keep(key, { page, freshUntil: workedMs > COSTLY_MS ? this.#now() + REST * workedMs : 0 })
    return page
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.set(key, kept)
    this.#size += kept.page.text.length
    for (const oldest of this.#kept.keys()) {
      if (this.#size <= MAX_KEPT) break
      this.#forget(oldest)
    }
  }

  #forget(key: string): void {
    this.#size -= this.#kept.get(key)?.page.text.length ?? 0
    this.#kept.delete(key)
  }
}

interface Item {
  readonly text: string
  readonly bytes: number
  readonly before: MatchState
}

/** Collects one page of the steps of a match. */
class PageMaker {
  readonly #standing: StandingMatch
  readonly #query: PageQuery
  readonly #items: Item[] = []
  #index = 0
  #bytes = 0

  constructor(standing: StandingMatch, query: PageQuery) {
    this.#standing = standing
    this.#query = query
  }

  /** @returns false once the page is full */
  take(step: Step<StandingEvent>): boolean {
    const { limit, cursor, newest } = this.#query
    const index = this.#index
    if (index < (newest ? this.#standing.events.length - limit : cursor)) {
      this.#index += 1
      return true
    }
    if (!newest && this.#items.length === limit) return false
    const text = this.#textOf(step)
    const bytes = Buffer.byteLength(text)
    if (!newest && this.#items.length > 0 && this.#bytes + bytes > PAGE_BYTES) return false
    this.#items.push({ text, bytes, before: step.before })
    this.#bytes += bytes
    this.#index += 1
    while (newest && this.#items.length > 1 && this.#bytes > PAGE_BYTES) this.#bytes -= this.#items.shift()?.bytes ?? 0
    return true
  }

  page(): EventPage {
    const { match, epoch, seq, source } = this.#standing.match
    const [first] = this.#items
    const from = first === undefined ? this.#standing.events.length : this.#index - this.#items.length
    const hasMore = this.#index < this.#standing.events.length
    const text = [
      `{"match":${JSON.stringify(match)},"epoch":${JSON.stringify(epoch)},"seq":${seq}`,
      source === undefined ? '' : `,"source":${JSON.stringify(source)}`,
      `,"from":${from}`,
      this.#query.patches && first ? `,"start":${JSON.stringify(first.before)}` : '',
      `,"events":[${this.#items.map((item) => item.text).join(',')}]`,
      hasMore ? `,"next":"${this.#index}"}` : '}',
    ].join('')
    return { epoch, seq, text }
  }

  #textOf({ effective: { event, acceptedAt }, before, after }: Step<StandingEvent>): string {
    const text = `{"event":${JSON.stringify(event)},"at":${acceptedAt},"scoreline":${JSON.stringify(after.scoreline)}`
    return this.#query.patches ? `${text},"patch":${JSON.stringify(diff(before, after) ?? {})}}` : `${text}}`
  }
}

function stepsOfMatch({ match, events }: StandingMatch): Generator<Step<StandingEvent>> {
  const sport = sportNamed(match.fixture.sport)
  if (sport === undefined) throw new Error(`match "${match.match}" is of a sport that this server does not have`)
  return stepsOf(sport, match.fixture, events)
}

/** True if the match has gone on since. A head of another epoch was read before the page was made. */
function isBehind(page: Position, head: Position): boolean {
  return page.epoch === head.epoch && page.seq < head.seq
}
