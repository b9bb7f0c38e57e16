import type { AppliedUpdate, Held, MatchSubscription } from '../../client/index.ts'
import { inWords } from '../../client/progress-label.ts'
import type { Side } from '../../match/state.ts'
import { fetchMatches, type ListedMatch } from './api.ts'
import { type Child, h } from './dom.ts'
import { longDay } from './local-time.ts'
import { groupMatches, type MatchGroup } from './match-groups.ts'
import { matchRow, type RowModel } from './match-row.ts'
import { morph } from './morph.ts'
import type { OpenView, PageContext } from './page.ts'
import { type PageTime, pageTime } from './page-time.ts'
import { isScoreCorrection } from './sports/score-text.ts'
import { viewOf } from './sports/view-of.ts'

/** How often the list itself is read again, for matches that are new. Scores do not wait for it. */
const LIST_INTERVAL_MS = 15_000
const CLOCK_INTERVAL_MS = 1_000
/** How long a row shows that something has just happened in it. */
const HIGHLIGHT_MS = 8_000
/** Rows this far outside of the window are followed already. */
const AHEAD_PX = 200

interface Row {
  held: Held
  subscription?: MatchSubscription
  celebrated?: Side
  isCorrected?: boolean
  highlight?: ReturnType<typeof setTimeout>
}

type Content = { kind: 'loading' } | { kind: 'failed' } | { kind: 'ready' }

/** Today's matches, live first. Those in view are followed over the page's one connection. */
export function openListPage(context: PageContext): OpenView {
  return new ListPage(context)
}

class ListPage implements OpenView {
  readonly #context: PageContext
  readonly #rows = new Map<string, Row>()
  readonly #abort = new AbortController()
  readonly #observer: IntersectionObserver
  readonly #observed = new WeakSet<Element>()
  readonly #timers: ReturnType<typeof setInterval>[]
  #content: Content = { kind: 'loading' }
  #frame: number | undefined

  constructor(context: PageContext) {
    this.#context = context
    document.title = 'Live scores · Touchline'
    this.#observer = new IntersectionObserver((entries) => this.#follow(entries), { rootMargin: `${AHEAD_PX}px` })
    this.#timers = [
      setInterval(() => void this.#load(), LIST_INTERVAL_MS),
      setInterval(() => this.#render(), CLOCK_INTERVAL_MS),
    ]
    this.#render()
    void this.#load()
  }

  close(): void {
    this.#abort.abort()
    this.#observer.disconnect()
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    for (const row of this.#rows.values()) {
      clearTimeout(row.highlight)
      row.subscription?.close()
    }
  }

  async #load(): Promise<void> {
    try {
      const listed = await fetchMatches(this.#context.client.now(), this.#abort.signal)
      this.#content = { kind: 'ready' }
      this.#merge(listed)
    } catch {
      // What is shown stays; the connection's own notice says that it is not current.
      if (this.#content.kind === 'loading') this.#content = { kind: 'failed' }
    }
    if (!this.#abort.signal.aborted) this.#render()
  }

  /** What was shown once stays until the page is left, also when it has ended and is no longer listed. */
  #merge(listed: readonly ListedMatch[]): void {
    for (const { match, epoch, seq, state } of listed) {
      const row = this.#rows.get(match)
      if (!row) this.#rows.set(match, { held: { epoch, seq, state } })
      // A cached list may be older than what came over the connection.
      else if (!row.subscription && (row.held.epoch !== epoch || row.held.seq < seq)) row.held = { epoch, seq, state }
    }
  }

  /** Follows the rows that come into view, and lets go of those that leave it. */
  #follow(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const match = (target as HTMLElement).dataset['match']
      const row = match === undefined ? undefined : this.#rows.get(match)
      if (!row || match === undefined) continue
      if (isIntersecting && !row.subscription) this.#subscribe(match, row)
      if (!isIntersecting && row.subscription) {
        row.subscription.close()
        delete row.subscription
      }
    }
  }

  #subscribe(match: string, row: Row): void {
    const subscription = this.#context.client.subscribe(match, { from: row.held })
    row.subscription = subscription
    subscription.on('change', ({ epoch, seq, state }) => {
      if (epoch !== undefined && seq !== undefined && state) row.held = { epoch, seq, state }
      this.#renderSoon()
    })
    subscription.on('update', (update) => this.#highlight(row, update))
  }

  #highlight(row: Row, update: AppliedUpdate): void {
    if (update.wasMissed) return
    const view = viewOf(update.after.sport)
    const text = view.announce(update)
    if (text) this.#context.announce(text)
    const celebrated = view.celebrates(update)
    const isCorrected = isScoreCorrection(update)
    if (!celebrated && !isCorrected) return
    clearTimeout(row.highlight)
    delete row.celebrated
    if (celebrated) row.celebrated = celebrated
    row.isCorrected = isCorrected
    row.highlight = setTimeout(() => {
      delete row.celebrated
      row.isCorrected = false
      this.#render()
    }, HIGHLIGHT_MS)
  }

  /** Once a frame is enough, however many updates came in one message. */
  #renderSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#render())
  }

  #render(): void {
    this.#frame = undefined
    const { main, client } = this.#context
    const body = this.#body(pageTime(client))
    morph(main, [h('div', { class: 'list-page', key: 'list' }, heading(client.now()), body)])
    for (const element of main.querySelectorAll('[data-match]')) {
      if (this.#observed.has(element)) continue
      this.#observed.add(element)
      this.#observer.observe(element)
    }
  }

  #body(time: PageTime): Child {
    if (this.#content.kind === 'loading') return skeleton()
    if (this.#content.kind === 'failed')
      return h('p', { class: 'notice', key: 'failed' }, 'The scores cannot be loaded just now. The page keeps trying.')
    const rows = [...this.#rows].map(([match, { held, subscription, celebrated, isCorrected }]) => ({
      match,
      state: held.state,
      ...(subscription && { status: subscription.status }),
      ...(celebrated && { celebrated }),
      ...(isCorrected && { isCorrected }),
    }))
    return rows.length === 0
      ? emptyState()
      : h(
          'div',
          { class: 'groups', key: 'groups' },
          groupMatches(rows).map((group) => groupCard(group, time)),
        )
  }
}

function heading(now: number): HTMLElement {
  return h('div', { class: 'page-heading', key: 'heading' }, h('h1', {}, 'Today’s matches'), h('p', {}, longDay(now)))
}

function groupCard({ title, sport, rows }: MatchGroup<RowModel>, time: PageTime): HTMLElement {
  const liveCount = rows.filter(({ state }) => state.status === 'live').length
  return h(
    'section',
    { class: 'card group', key: `${sport} ${title}` },
    h(
      'header',
      {},
      h('h2', {}, title),
      sport !== 'generic' && h('span', { class: 'group-sport' }, inWords(sport)),
      liveCount > 0 && h('span', { class: 'live-count' }, `${liveCount} live`),
    ),
    h(
      'ul',
      { class: 'rows' },
      rows.map((row) => matchRow(row, time)),
    ),
  )
}

function skeleton(): HTMLElement {
  const row = () => h('div', { class: 'skeleton-row' })
  return h('div', { class: 'card skeleton', key: 'skeleton', 'aria-label': 'Loading scores' }, row(), row(), row())
}

/** Nothing is there on a first start: say how to get something. */
function emptyState(): HTMLElement {
  const origin = location.origin
  const curl = [
    `curl -X PUT ${origin}/v1/matches/first -H 'content-type: application/json' \\`,
    `  -d '{"sport":"football","home":{"name":"Home"},"away":{"name":"Away"},"startsAt":${Date.now()}}'`,
    `curl -X POST ${origin}/v1/matches/first/events -H 'content-type: application/json' \\`,
    `  -d '{"id":"g1","type":"goal","team":"home","player":"You"}'`,
  ].join('\n')
  return h(
    'section',
    { class: 'card empty', key: 'empty' },
    h('h2', {}, 'No matches today'),
    h('p', {}, 'Play some recorded ones, at speed:'),
    h('pre', {}, h('code', {}, 'npm run demo')),
    h('p', {}, 'Or start one by hand, and watch it appear here:'),
    h('pre', {}, h('code', {}, curl)),
  )
}
