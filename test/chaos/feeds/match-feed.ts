import type { MatchEvent } from '../../../src/match/event.ts'
import type { Fixture } from '../../../src/match/state.ts'
import type { SeededRandom } from '../../support/seeded-random.ts'
import type { AcceptedChange, FeedRequest, Result, SentEvent } from './feed-request.ts'
import type { Story } from './story.ts'

export interface FeedOptions {
  readonly match: string
  readonly story: Story
  readonly random: SeededRandom
  /** As which source it sends; as its own by default. */
  readonly source?: string
  /** True if another source tells the match as well. */
  readonly isContested: boolean
}

/** The name of a feed without a key, which is its source, too. */
const OWN_SOURCE = 'local'
/** How far beyond the next event a feed looks for one to send early. */
const LATE_BY = 6
const MAX_BATCH = 6

/** One source of one match: decides what to say next, remembers what was answered, and holds answers against the contract. */
export class MatchFeed {
  readonly fixture: Fixture
  readonly source: string
  /** Every event that was answered, by id. */
  readonly sent = new Map<string, SentEvent>()
  readonly #random: SeededRandom
  readonly #told: MatchEvent[]
  readonly #isContested: boolean
  #isSuspended = false
  #fillers = 0
  #highestSeq = 0
  #inFlight = 0

  constructor({ match, story, random, source = OWN_SOURCE, isContested }: FeedOptions) {
    const { sport, format } = story
    this.source = source
    this.#isContested = isContested
    this.fixture = {
      match,
      sport,
      ...(format !== undefined && { format: format as object }),
      competition: 'Chaos Cup',
      home: { name: 'Reds' },
      away: { name: 'Blues' },
    }
    // The log of a match does not tell sources apart.
    this.#told = source === OWN_SOURCE ? [...story.events] : story.events.map((event) => named(event, source))
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

  get isSuspended(): boolean {
    return this.#isSuspended
  }

  /** The match is about to lose something: what is on its way may be answered by either history. */
  suspend(): void {
    this.#isSuspended = true
    for (const sent of this.sent.values()) if (sent.isBusy) this.#loosen(sent)
  }

  /** @param events those that the database has not kept as they were; they are left alone */
  resume({ events, seq }: { readonly events: readonly string[]; readonly seq?: number }): void {
    for (const id of events) {
      const sent = this.sent.get(id)
      if (sent) this.#loosen(sent)
    }
    if (seq !== undefined) this.#highestSeq = seq
    this.#isSuspended = false
  }

  /** Viewers are owed this, whoever caused it. */
  reached(seq: number): void {
    if (!this.#isSuspended) this.#highestSeq = Math.max(this.#highestSeq, seq)
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
      this.#expectApplied(result, wasRetried, sent)
      sent.event = event
      this.#changed(sent, 'edit', result)
    })
  }

  #delete(): FeedRequest | undefined {
    const sent = this.#pick(({ isDeleted }) => !isDeleted)
    if (sent === undefined) return undefined
    const path = `/${encodeURIComponent(sent.event.id)}?reason=chaos`
    return this.#request('DELETE', path, undefined, [sent], ([result], wasRetried) => {
      this.#expectApplied(result, wasRetried, sent)
      sent.isDeleted = true
      this.#changed(sent, 'delete', result)
    })
  }

  #restore(): FeedRequest | undefined {
    const sent = this.#pick(({ isDeleted, hasContent }) => isDeleted && hasContent)
    if (sent === undefined) return undefined
    const path = `/${encodeURIComponent(sent.event.id)}/restore`
    return this.#request('POST', path, undefined, [sent], ([result], wasRetried) => {
      this.#expectApplied(result, wasRetried, sent)
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
      const isKnown = changes.some(({ seq }) => seq === result?.seq) || (this.#isContested && result?.seq === undefined)
      const isRight = changes.length > 0 ? result?.status === 'duplicate' && isKnown : result?.status === 'superseded'
      if (!isRight && !sent.isLoose) throw new Error(`a repeated ${event.id} was answered ${JSON.stringify(result)}`)
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
      if (result?.seq !== undefined && !sent.isLoose)
        throw new Error(`an early delete of ${event.id} got a seq: ${result.seq}`)
    })
  }

  #added(event: MatchEvent, result: Result | undefined): void {
    const sent = this.sent.get(event.id)
    if (sent === undefined) throw new Error(`${event.id} was not sent`)
    this.#expectApplied(result, true, sent)
    this.#changed(sent, 'add', result)
  }

  /** A change that nobody else makes is applied, or was by an attempt whose answer got lost. */
  #expectApplied(result: Result | undefined, wasRetried: boolean, { event, isLoose }: SentEvent): void {
    const status = result?.status
    if (status === 'applied' || (wasRetried && status === 'duplicate') || isLoose) return
    if (status === 'shadowed' && this.#isContested) return
    throw new Error(`a change of ${event.id} was answered ${JSON.stringify(result)}`)
  }

  #changed(sent: SentEvent, kind: AcceptedChange['kind'], result: Result | undefined): void {
    const seq = result?.seq
    if (seq === undefined) {
      if (!this.#isContested && !sent.isLoose) throw new Error(`the ${kind} of ${sent.event.id} got no seq`)
      if (result?.status === 'shadowed' || result?.status === 'duplicate') sent.changes.push({ kind })
      return
    }
    sent.changes.push({ kind, seq })
    // One that was answered before the rows were lost, and arrives after, says nothing of what viewers are owed.
    if (!sent.isLoose) this.#highestSeq = Math.max(this.#highestSeq, seq)
  }

  #loosen(sent: SentEvent): void {
    sent.isLoose = true
    sent.isUnclear = true
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
    const as = this.source === OWN_SOURCE ? '' : `${path.includes('?') ? '&' : '?'}source=${this.source}`
    const end = () => {
      this.#inFlight -= 1
      for (const sent of about) sent.isBusy = false
    }
    return {
      method,
      path: `/v1/matches/${this.match}/events${path}${as}`,
      ...(body !== undefined && { body }),
      accept: (answer, wasRetried) => {
        end()
        const { results } = answer as { results?: Result[] }
        accept(results ?? [answer as Result], wasRetried)
      },
      becameUnclear: () => {
        // An add or an edit that comes again changes nothing: it is known, or its revision is old.
        const isHarmless = method === 'PUT' || body !== undefined
        if (!isHarmless) for (const sent of about) sent.isUnclear = true
      },
      mayBeRefused: () => {
        const isLoose = about.some((sent) => sent.isLoose)
        if (isLoose) end()
        return isLoose
      },
    }
  }

  #begin(event: MatchEvent): SentEvent {
    const sent: SentEvent = {
      event,
      hasContent: true,
      isDeleted: false,
      changes: [],
      isBusy: true,
      isUnclear: false,
      isLoose: false,
    }
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
    return named({ id: `x${this.#fillers}`, type: 'crowd_noise', level: this.#random.int(100) }, this.source)
  }
}

function named(event: MatchEvent, source: string): MatchEvent {
  return source === OWN_SOURCE ? event : { ...event, id: `${source}-${event.id}` }
}
