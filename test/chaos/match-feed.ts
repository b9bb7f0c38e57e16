import type { MatchEvent } from '../../src/match/event.ts'
import type { Fixture } from '../../src/match/state.ts'
import type { SeededRandom } from '../support/seeded-random.ts'
import type { Story } from './story.ts'

/** One request of a feed. It is sent until it is answered, always with the same bytes. */
export interface FeedRequest {
  readonly method: 'PUT' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  /** Takes an answer of 2xx. @throws {Error} if it is not the answer that the contract promises */
  accept(body: unknown, wasRetried: boolean): void
  /** An attempt got no answer: it may still be carried out, after anything that is sent later. */
  becameUnclear(): void
}

/** One change that was answered, and made an update. */
export interface AcceptedChange {
  readonly kind: 'add' | 'edit' | 'delete' | 'restore'
  readonly seq: number
}

interface SentEvent {
  event: MatchEvent
  /** False while only its delete was sent. */
  hasContent: boolean
  isDeleted: boolean
  readonly changes: AcceptedChange[]
  /** A request about it is on its way. */
  isBusy: boolean
  /** A delete or a restore of it may come a second time, out of order: it is left alone from then on. */
  isUnclear: boolean
}

interface Result {
  readonly id: string
  readonly status: 'applied' | 'duplicate' | 'superseded' | 'rejected'
  readonly seq?: number
}

/** How far beyond the next event a feed looks for one to send early. */
const LATE_BY = 6
const MAX_BATCH = 6

/** One match's feed: decides what to say next, remembers what was answered, and holds answers against the contract. */
export class MatchFeed {
  readonly fixture: Fixture
  /** Every event that was answered, by id. */
  readonly sent = new Map<string, SentEvent>()
  readonly #random: SeededRandom
  readonly #told: MatchEvent[]
  #fillers = 0
  #highestSeq = 0
  #inFlight = 0

  constructor(match: string, story: Story, random: SeededRandom) {
    const { sport, format } = story
    this.fixture = {
      match,
      sport,
      ...(format !== undefined && { format: format as object }),
      competition: 'Chaos Cup',
      home: { name: 'Reds' },
      away: { name: 'Blues' },
    }
    this.#told = [...story.events]
    this.#random = random
  }

  get match(): string {
    return this.fixture.match
  }

  /** The highest seq that was answered: from then on viewers are owed it. */
  get seq(): number {
    return this.#highestSeq
  }

  get inFlight(): number {
    return this.#inFlight
  }

  next(): FeedRequest {
    const random = this.#random
    const dice = random.next()
    if (dice < 0.09) return this.#edit() ?? this.#add()
    if (dice < 0.15) return this.#delete() ?? this.#add()
    if (dice < 0.19) return this.#restore() ?? this.#add()
    if (dice < 0.24) return this.#repeat() ?? this.#add()
    if (dice < 0.26) return this.#deleteEarly()
    if (dice < 0.34) return this.#addSeveral()
    return this.#add()
  }

  #add(): FeedRequest {
    const event = this.#take()
    return this.#request('POST', '', event, [this.#begin(event)], (results) => this.#added(event, results[0]))
  }

  #addSeveral(): FeedRequest {
    const events = Array.from({ length: 2 + this.#random.int(MAX_BATCH - 1) }, () => this.#take())
    const begun = events.map((event) => this.#begin(event))
    return this.#request('POST', '', events, begun, (results) => {
      for (const [index, event] of events.entries()) this.#added(event, results[index])
    })
  }

  #edit(): FeedRequest | undefined {
    const sent = this.#pick(({ isDeleted }) => !isDeleted)
    if (sent === undefined) return undefined
    const { team, status, revision = 0 } = sent.event
    const event: MatchEvent = {
      ...sent.event,
      revision: revision + 1,
      ...(team !== undefined && this.#random.chance(0.5) && { team: team === 'home' ? 'away' : 'home' }),
      ...(status !== undefined && { status: 'confirmed' }),
      remark: `version ${revision + 2}`,
    }
    return this.#request('PUT', `/${encodeURIComponent(event.id)}`, event, [sent], ([result], wasRetried) => {
      expectApplied(result, wasRetried, event.id)
      sent.event = event
      this.#changed(sent, 'edit', result)
    })
  }

  #delete(): FeedRequest | undefined {
    const sent = this.#pick(({ isDeleted }) => !isDeleted)
    if (sent === undefined) return undefined
    const path = `/${encodeURIComponent(sent.event.id)}?reason=chaos`
    return this.#request('DELETE', path, undefined, [sent], ([result], wasRetried) => {
      expectApplied(result, wasRetried, sent.event.id)
      sent.isDeleted = true
      this.#changed(sent, 'delete', result)
    })
  }

  #restore(): FeedRequest | undefined {
    const sent = this.#pick(({ isDeleted, hasContent }) => isDeleted && hasContent)
    if (sent === undefined) return undefined
    const path = `/${encodeURIComponent(sent.event.id)}/restore`
    return this.#request('POST', path, undefined, [sent], ([result], wasRetried) => {
      expectApplied(result, wasRetried, sent.event.id)
      sent.isDeleted = false
      this.#changed(sent, 'restore', result)
    })
  }

  /** Exactly what was sent before, `[H2]`; or the add that its delete overtook. */
  #repeat(): FeedRequest | undefined {
    const sent = this.#pick(() => true)
    if (sent === undefined) return undefined
    const { event, changes } = sent
    return this.#request('POST', '', event, [sent], ([result]) => {
      const isKnown = changes.some(({ seq }) => seq === result?.seq)
      const isRight = changes.length > 0 ? result?.status === 'duplicate' && isKnown : result?.status === 'superseded'
      if (!isRight) throw new Error(`a repeated ${event.id} was answered ${JSON.stringify(result)}`)
      sent.hasContent = true
    })
  }

  /** The delete overtakes its add, which then counts as deleted. */
  #deleteEarly(): FeedRequest {
    const event = this.#take()
    const sent = this.#begin(event)
    sent.hasContent = false
    sent.isDeleted = true
    const path = `/${encodeURIComponent(event.id)}?reason=early`
    return this.#request('DELETE', path, undefined, [sent], ([result]) => {
      if (result?.seq !== undefined) throw new Error(`an early delete of ${event.id} got a seq: ${result.seq}`)
    })
  }

  #added(event: MatchEvent, result: Result | undefined): void {
    if (result?.status !== 'applied' && result?.status !== 'duplicate') {
      throw new Error(`the add of ${event.id} was answered ${JSON.stringify(result)}`)
    }
    const sent = this.sent.get(event.id)
    if (sent === undefined) throw new Error(`${event.id} was not sent`)
    this.#changed(sent, 'add', result)
  }

  #changed(sent: SentEvent, kind: AcceptedChange['kind'], result: Result | undefined): void {
    const seq = result?.seq
    if (seq === undefined) throw new Error(`the ${kind} of ${sent.event.id} got no seq`)
    sent.changes.push({ kind, seq })
    this.#highestSeq = Math.max(this.#highestSeq, seq)
  }

  #request(
    method: FeedRequest['method'],
    path: string,
    body: unknown,
    about: readonly SentEvent[],
    accept: (results: readonly Result[], wasRetried: boolean) => void,
  ): FeedRequest {
    this.#inFlight += 1
    for (const sent of about) sent.isBusy = true
    return {
      method,
      path: `/v1/matches/${this.match}/events${path}`,
      ...(body !== undefined && { body }),
      accept: (answer, wasRetried) => {
        this.#inFlight -= 1
        for (const sent of about) sent.isBusy = false
        const { results } = answer as { results?: Result[] }
        accept(results ?? [answer as Result], wasRetried)
      },
      becameUnclear: () => {
        // An add or an edit that comes again changes nothing: it is known, or its revision is old.
        const isHarmless = method === 'PUT' || body !== undefined
        if (!isHarmless) for (const sent of about) sent.isUnclear = true
      },
    }
  }

  #begin(event: MatchEvent): SentEvent {
    const sent: SentEvent = { event, hasContent: true, isDeleted: false, changes: [], isBusy: true, isUnclear: false }
    this.sent.set(event.id, sent)
    return sent
  }

  #pick(where: (sent: SentEvent) => boolean): SentEvent | undefined {
    const candidates = [...this.sent.values()].filter((sent) => !sent.isBusy && !sent.isUnclear && where(sent))
    return candidates.length > 0 ? this.#random.pick(candidates) : undefined
  }

  /** The next event of the story; now and then a later one first. */
  #take(): MatchEvent {
    const index = this.#random.chance(0.1) ? this.#random.int(Math.min(LATE_BY, this.#told.length + 1)) : 0
    const [event] = this.#told.splice(index, 1)
    if (event !== undefined) return event
    // The story is told. What no sport knows is stored and forwarded too.
    this.#fillers += 1
    return { id: `x${this.#fillers}`, type: 'crowd_noise', level: this.#random.int(100) }
  }
}

/** A change that nobody else makes is applied, or was by an attempt whose answer got lost. */
function expectApplied(result: Result | undefined, wasRetried: boolean, id: string): void {
  if (result?.status === 'applied' || (wasRetried && result?.status === 'duplicate')) return
  throw new Error(`a change of ${id} was answered ${JSON.stringify(result)}`)
}
