import { type Followed, LiveElement } from './live-element.ts'
import { MatchCard, matchNotice } from './match-card.ts'
import { WatchedMatch } from './watched-match.ts'
import { words } from './words.ts'

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
  #watched: WatchedMatch | undefined

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

  protected follow({ client, name, delayMs }: Followed): void {
    this.#watched = new WatchedMatch(client.subscribe(name, { delayMs, view: 'score' }), {
      element: this,
      announce: this.announce,
      changed: () => this.draw(),
    })
  }

  protected unfollow(): void {
    this.#watched?.close()
    this.#watched = undefined
    this.draw()
  }

  protected draw(): void {
    const watched = this.#watched
    const { followed, trouble } = this
    this.#card.element.hidden = watched === undefined && trouble === undefined
    const { status, feedSilentSince } = watched?.subscription ?? {
      status: { kind: 'live' },
      feedSilentSince: undefined,
    }
    this.#card.draw({
      state: watched?.state,
      status,
      feedSilentSince,
      now: followed?.now(status) ?? 0,
      hasColumns: this.view === 'full',
      href: followed?.linkTo(`/match/${encodeURIComponent(this.match)}`) ?? '',
      correction: watched?.correction,
      scorer: watched?.scorer,
      notice:
        trouble === undefined
          ? matchNotice({ match: this.match, status, feedSilentSince })
          : words.cannotFollow(trouble),
    })
  }

  protected tick(): boolean {
    const { followed } = this
    const state = this.#watched?.state
    if (!followed || !state || !this.#watched) return false
    return this.#card.tick(state, followed.now(this.#watched.subscription.status))
  }
}
