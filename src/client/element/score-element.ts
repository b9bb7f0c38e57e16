import type { ScoreState } from '../../match/state.ts'
import type { Client } from '../client.ts'
import type { Held } from '../following/followed-match.ts'
import type { MatchStatus } from '../status.ts'
import { readEarly } from './early-state.ts'
import { type Followed, LiveElement } from './live-element.ts'
import { MatchCard, matchNotice } from './match-card.ts'
import { WatchedMatch } from './watched-match.ts'
import { words } from './words.ts'

/** How long a score that came before its connection stands without a word; then it is told that it is not live. */
const PATIENCE_MS = 3_000

/** `full` has a column for each period. */
export type ScoreLook = 'compact' | 'full'

/**
 * `<touchline-score match="ars-che" server="https://scores.example"></touchline-score>`: a live score in any page.
 *
 * With `delay="30"` it shows everything that many seconds later (0 to 120), for those whose television is late; with `view="full"`
 * it has a column for each period, set or innings.
 *
 * Load it with `<script type="module" src="https://scores.example/assets/client/element.js"></script>`. Without
 * `server` it is the page's own. Colours and type follow the page: `font` and `color-scheme` are inherited, and `--touchline-ink`,
 * `--touchline-surface`, `--touchline-muted`, `--touchline-live`, `--touchline-line`, `--touchline-radius` may be set.
 */
export class ScoreElement extends LiveElement {
  static readonly observedAttributes = ['match', 'server', 'delay', 'view']
  readonly #card = new MatchCard()
  #client: Client | undefined
  #watched: WatchedMatch | undefined
  /** What was read before the match could be followed. */
  #early: Held<ScoreState> | undefined
  /** When it was read. */
  #earlyAt = 0
  #followedAt = 0
  #wasLive = false

  constructor() {
    super()
    this.shadowRoot?.append(this.#card.element, this.announcer)
    this.#card.element.hidden = true
  }

  get match(): string {
    return this.getAttribute('match') ?? ''
  }
  set match(match: string | null | undefined) {
    this.reflect('match', match)
  }

  get view(): ScoreLook {
    return this.getAttribute('view') === 'full' ? 'full' : 'compact'
  }
  set view(view: ScoreLook | null | undefined) {
    this.reflect('view', view)
  }

  protected get watched(): string {
    return this.match
  }

  protected override begin(followed: Followed, client: Promise<Client>): void {
    this.#followedAt = performance.now()
    this.#wasLive = false
    const { name, delayMs, hasToken, linkTo } = followed
    // Who waits for a late television must not see it; of who needs a token, the connection alone asks for one.
    if (delayMs > 0 || hasToken) return
    void readEarly(client, linkTo(`/v1/matches/${encodeURIComponent(name)}`)).then((early) => {
      if (early === undefined || this.followed !== followed) return
      const { aheadMs, ...from } = early
      followed.aheadMs = aheadMs
      this.#early = from
      this.#earlyAt = Date.now()
      if (this.#client) this.#client.subscribe(name, { view: 'score', from }).close()
      else this.draw()
    })
  }

  protected follow(client: Client, { name, delayMs }: Followed): void {
    this.#client = client
    const from = this.#early
    const subscription = client.subscribe(name, { delayMs, view: 'score', ...(from && { from }) })
    this.#watched = new WatchedMatch(subscription, {
      element: this,
      announce: this.announce,
      changed: () => this.draw(),
    })
  }

  protected unfollow(): void {
    this.#watched?.close()
    this.#watched = undefined
    this.#client = undefined
    this.#early = undefined
    this.draw()
  }

  protected draw(): void {
    const watched = this.#watched
    const { followed, trouble } = this
    this.#card.element.hidden = followed === undefined && trouble === undefined
    const status = watched ? this.#statusOf(watched) : followed ? this.loading : ({ kind: 'live' } as const)
    this.#card.draw({
      state: this.#state,
      status,
      feedSilentSince: watched?.subscription.feedSilentSince,
      now: followed ? this.#now(followed, status) : 0,
      hasColumns: this.view === 'full',
      href: followed?.linkTo(`/match/${encodeURIComponent(this.match)}`) ?? '',
      correction: watched?.correction,
      scorer: watched?.scorer,
      notice: trouble === undefined ? this.#notice(status) : words.cannotFollow(trouble),
    })
  }

  protected tick(): boolean {
    const { followed } = this
    const state = this.#state
    if (!followed || !state) return false
    const { status } = this.#watched?.subscription ?? { status: this.loading }
    if (status.kind !== 'live') this.draw()
    return this.#card.tick(state, this.#now(followed, status))
  }

  get #state(): ScoreState | undefined {
    return this.#watched ? this.#watched.state : this.#early?.state
  }

  /** Of a score that came before its connection: not live yet, and no reason to say so. */
  #statusOf({ subscription: { status } }: WatchedMatch): MatchStatus {
    this.#wasLive ||= status.kind === 'live'
    const isEarly = !this.#wasLive && performance.now() - this.#followedAt < PATIENCE_MS
    return status.kind === 'stale' && isEarly ? { kind: 'loading' } : status
  }

  /** Of a score that came early, and whose connection does not come, the clock stands too. */
  #now(followed: Followed, status: MatchStatus): number {
    return status.kind === 'unreachable' ? this.#earlyAt + followed.aheadMs : followed.now(status)
  }

  #notice(status: MatchStatus): string {
    if (this.#state !== undefined && status.kind === 'loading') return ''
    const { feedSilentSince } = this.#watched?.subscription ?? {}
    const notice = matchNotice({ match: this.match, status, feedSilentSince })
    return this.#state !== undefined && status.kind === 'unreachable'
      ? `${notice} ${words.asOf(this.#earlyAt)}`
      : notice
  }
}
