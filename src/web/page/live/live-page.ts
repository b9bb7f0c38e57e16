import type { AppliedUpdate } from '../../../client/following/followed-match.ts'
import { isPending } from '../../../client/status.ts'
import { applyPatch } from '../../../match/merge-patch.ts'
import type { MatchState } from '../../../match/state.ts'
import type { UpdateMessage } from '../../../protocol/messages.ts'
import { type MatchData, STORY_LENGTH, type Story } from '../../page-data.ts'
import type { ShownPage } from '../../view/match/match-board.ts'
import { Timeline } from '../../view/match/timeline.ts'
import { fetchPast, fetchStory, fetchViewers } from '../api.ts'
import { type LiveContext, LiveMatch } from './live-match.ts'
import { LiveSource } from './live-source.ts'

const VIEWERS_INTERVAL_MS = 15_000

/** One match, live: the state, its story, and how many watch. Waits for a match that does not exist yet. */
export class LivePage extends LiveSource<ShownPage> {
  readonly #base: string
  readonly #abort = new AbortController()
  readonly #counting: ReturnType<typeof setInterval>
  readonly live: LiveMatch
  #timeline = new Timeline()
  /** The seq and the state that the timeline has reached. */
  #told: { seq: number; state: MatchState } | undefined
  /** Where the timeline begins: 0 is the beginning of the match. */
  #toldFrom: number | undefined
  /** Updates that came while the story was being fetched; undefined otherwise. */
  #waiting: AppliedUpdate[] | undefined
  /** Other events came to stand while the story was being fetched. */
  #mustRetell = false
  #viewers: number | undefined
  #isAnswered = false
  /** The update whose state the reader looks at, and the state once it is there; undefined for now. */
  #past: { readonly seq: number; readonly state?: MatchState } | undefined
  /** Ends the reading of a state that nobody looks at any more: a slider passes dozens. */
  #looking = new AbortController()

  /** @param drawn what the server drew; undefined if the viewer must not see it yet */
  constructor(page: MatchData, context: LiveContext, drawn: Pick<MatchData, 'held' | 'story' | 'feedSilentSince'>) {
    super(() => this.#shown())
    this.#base = page.base
    this.live = new LiveMatch(page.match, context, drawn.held?.state, drawn.feedSilentSince)
    this.live.watch(() => this.changed())
    if (drawn.story) this.#begin(drawn.story)
    this.#follow(drawn.held)
    this.#counting = setInterval(() => void this.#countViewers(), VIEWERS_INTERVAL_MS)
    void this.#countViewers()
  }

  /** True once the server has answered for the match. */
  get isAnswered(): boolean {
    return this.#isAnswered
  }

  close(): void {
    this.#abort.abort()
    this.#looking.abort()
    this.live.close()
    clearInterval(this.#counting)
  }

  #follow(from: MatchData['held']): void {
    const subscription = this.live.follow(from)
    subscription.on('update', (update) => this.#take(update as AppliedUpdate))
    subscription.on('snapshot', () => void this.#readStory())
    subscription.on('relist', () => this.#retell())
    subscription.on('status', ({ kind }) => {
      if (!isPending({ kind })) this.#isAnswered = true
    })
  }

  /** `[H7]` Other events stand. What another source told is not shown beside this one's score while they are being read. */
  #retell(): void {
    if (this.#waiting) this.#mustRetell = true
    else {
      this.#told = undefined
      void this.#readStory()
    }
  }

  async #countViewers(): Promise<void> {
    if (document.hidden || this.live.state === undefined) return
    try {
      this.#viewers = await fetchViewers(this.#base, this.live.match, this.#abort.signal)
    } catch {
      // Showing no number is better than showing an old one.
      this.#viewers = undefined
    }
    if (!this.#abort.signal.aborted) this.changed()
  }

  /** While it is being fetched the page shows what it showed before; of several choices the last one counts. */
  async #look(seq: number | undefined): Promise<void> {
    const before = this.#past?.state
    const past = seq === undefined ? undefined : { seq, ...(before && { state: before }) }
    this.#past = past
    this.#looking.abort()
    this.#looking = new AbortController()
    this.changed()
    if (seq === undefined) return
    const { match, subscription } = this.live
    const at = subscription?.epoch === undefined ? `${seq}` : `${subscription.epoch}.${seq}`
    try {
      const state = await fetchPast(this.#base, match, at, this.#looking.signal)
      if (this.#past !== past) return
      this.#past = { seq, state }
    } catch {
      if (this.#past === past) this.#past = undefined
    }
    this.changed()
  }

  #take(update: AppliedUpdate): void {
    if (this.#waiting) this.#waiting.push(update)
    else this.#tell(update.message, update.before)
  }

  /** Fills the timeline with the updates up to the present state, then with those that came meanwhile, each once. */
  async #readStory(length = STORY_LENGTH): Promise<void> {
    const { subscription } = this.live
    const seq = subscription?.seq ?? 0
    if (this.#waiting || (this.#told && this.#told.seq >= seq && length === STORY_LENGTH)) return
    const waiting: AppliedUpdate[] = []
    this.#waiting = waiting
    try {
      this.#begin(await fetchStory(this.#base, this.live.match, Math.max(0, seq - length), seq, this.#abort.signal))
    } catch {
      // The score does not depend on the story. The timeline goes on with the updates that come.
    }
    this.#waiting = undefined
    for (const { message, before } of waiting) this.#tell(message, before)
    if (this.#abort.signal.aborted) return
    this.changed()
    if (!this.#mustRetell) return
    this.#mustRetell = false
    this.#retell()
  }

  #begin({ start, updates, standing }: Story): void {
    this.#timeline = new Timeline()
    if (standing) this.#timeline.takeStanding(standing, this.#upTo)
    this.#told = start
    this.#toldFrom = standing ? standing.from : start.seq
    for (const update of updates) this.#tell(update, this.#told.state)
  }

  /** The list is of now: a viewer whose television is late is not shown what was accepted since. */
  get #upTo(): number {
    const { subscription, state } = this.live
    return subscription?.delayMs ? (state?.updatedAt ?? 0) : Number.POSITIVE_INFINITY
  }

  #tell(message: UpdateMessage, before: MatchState): void {
    if (this.#told && message.seq <= this.#told.seq) return
    if (message.kind === 'source') this.#timeline = new Timeline()
    const after = applyPatch(before, message.patch)
    this.#told = { seq: message.seq, state: after }
    this.#timeline.take(message, before, after)
  }

  #shown(): ShownPage {
    const { match } = this.live
    const shown = this.live.get()
    if (shown === undefined) {
      const isLoading = isPending(this.live.subscription?.status ?? { kind: 'loading' })
      return { kind: isLoading ? 'loading' : 'waiting', match }
    }
    const newest = this.live.subscription?.seq ?? this.#told?.seq ?? 0
    const past = this.#past?.state
    return {
      kind: 'match',
      // A clock of the past stands where it stood.
      shown: past ? { match, state: past, status: shown.status, staleSince: past.clock?.at ?? past.updatedAt } : shown,
      ...(newest > 1 && {
        moment: { seq: this.#past?.seq ?? newest, newest, choose: (seq: number | undefined) => void this.#look(seq) },
      }),
      entries: this.#timeline.entries,
      ...(this.#viewers !== undefined && { viewers: this.#viewers }),
      ...((this.#toldFrom ?? 0) > 0 && { readOlder: () => void this.#readStory(Number.POSITIVE_INFINITY) }),
    }
  }
}
