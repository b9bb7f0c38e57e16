import type { AppliedUpdate, MatchSubscription } from '../../../client/index.ts'
import type { Side } from '../../../match/state.ts'
import { isScoreCorrection } from '../../../sports/common/announce.ts'
import { labelsOf } from '../../../sports/labels.ts'
import { viewOf } from '../../../sports/views.ts'
import { type Child, h } from '../drawing/dom.ts'
import { morph } from '../drawing/morph.ts'
import type { OpenPage, PageContext } from '../page.ts'
import { delayControl } from '../time/delay-control.ts'
import { longDay } from '../time/local-time.ts'
import { type PageTime, pageTime } from '../time/page-time.ts'
import { groupMatches, type MatchGroup } from './match-groups.ts'
import { boardNames, MatchLists } from './match-lists.ts'
import { matchRow, type RowModel } from './match-row.ts'

const CLOCK_INTERVAL_MS = 1_000
/** How long a row stays highlighted after a score or a correction. */
const HIGHLIGHT_MS = 8_000
/** If no match has come after this long, the page says that the scores cannot be loaded. */
const PATIENCE_MS = 6_000

interface Row {
  readonly subscription: MatchSubscription
  celebrated?: Side
  isCorrected?: boolean
  highlight?: ReturnType<typeof setTimeout>
}

/** Today's matches, live first, over the page's one connection. */
export function openListPage(context: PageContext): OpenPage {
  return new ListPage(context)
}

class ListPage implements OpenPage {
  readonly #context: PageContext
  readonly #clock: ReturnType<typeof setInterval>
  #rows = new Map<string, Row>()
  #names: readonly string[] = []
  #lists: MatchLists | undefined
  /** By the monotonic clock. */
  #openedAt = performance.now()
  #frame: number | undefined

  constructor(context: PageContext) {
    this.#context = context
    document.title = 'Live scores · Touchline'
    this.#clock = setInterval(() => this.#tick(), CLOCK_INTERVAL_MS)
    this.#open()
    this.#render()
  }

  close(): void {
    clearInterval(this.#clock)
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame)
    this.#lists?.close()
    closeRows(this.#rows)
  }

  /** Opens today's boards with the chosen delay, then closes the earlier ones: a match that is on both keeps its state. */
  #open(shown: readonly string[] = []): void {
    const { client, delay } = this.#context
    const [lists, rows] = [this.#lists, this.#rows]
    this.#openedAt = performance.now()
    this.#names = boardNames(client.now())
    this.#rows = new Map()
    for (const match of shown) this.#add(match)
    this.#lists = new MatchLists(this.#names, {
      client,
      delayMs: delay.ms,
      onJoined: ({ match }) => this.#add(match),
    })
    lists?.close()
    closeRows(rows)
  }

  /** A row subscribes to its match itself, so it stays on the page even when the match leaves the boards. */
  #add(match: string): void {
    if (this.#rows.has(match)) return
    const { client, delay } = this.#context
    const row: Row = { subscription: client.subscribe(match, { delayMs: delay.ms }) }
    this.#rows.set(match, row)
    row.subscription.on('change', () => this.#renderSoon())
    row.subscription.on('update', (update) => this.#highlight(row, update))
    this.#renderSoon()
  }

  #tick(): void {
    const names = boardNames(this.#context.client.now())
    // A new day has begun.
    if (names.join() !== this.#names.join()) this.#open()
    this.#render()
  }

  #highlight(row: Row, update: AppliedUpdate): void {
    if (update.wasMissed) return
    const view = viewOf(update.after.sport)
    const text = view.announce(update)
    if (text) this.#context.announce(text)
    const celebrated = view.celebrates?.(update)
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

  /** Renders once before the next frame, however many changes come. */
  #renderSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.#render())
  }

  #render(): void {
    this.#frame = undefined
    const { main, client, delay } = this.#context
    const control = delayControl(delay, () => this.#open([...this.#rows.keys()]))
    const body = this.#body(pageTime(client, delay.ms))
    morph(main, [h('div', { class: 'list-page', key: 'list' }, heading(client.now(), control), body)])
  }

  #body(time: PageTime): Child {
    const rows = [...this.#rows].flatMap(([match, { subscription, celebrated, isCorrected }]) => {
      const { state, status } = subscription
      if (!state) return []
      return { match, state, status, ...(celebrated && { celebrated }), ...(isCorrected && { isCorrected }) }
    })
    if (rows.length > 0) {
      const groups = groupMatches(rows).map((group) => groupCard(group, time))
      return h('div', { class: 'groups', key: 'groups' }, groups)
    }
    if (this.#lists?.areKnown && this.#rows.size === 0) return emptyState()
    if (performance.now() - this.#openedAt < PATIENCE_MS) return skeleton()
    return h('p', { class: 'notice', key: 'failed' }, 'The scores cannot be loaded just now. The page keeps trying.')
  }
}

function closeRows(rows: ReadonlyMap<string, Row>): void {
  for (const { subscription, highlight } of rows.values()) {
    clearTimeout(highlight)
    subscription.close()
  }
}

function heading(now: number, control: HTMLElement): HTMLElement {
  const title = h('h1', {}, 'Today’s matches')
  return h('div', { class: 'page-heading', key: 'heading' }, title, h('p', {}, longDay(now)), control)
}

function groupCard({ title, sport, rows }: MatchGroup<RowModel>, time: PageTime): HTMLElement {
  const { title: sportName } = labelsOf(sport)
  const liveCount = rows.filter(({ state }) => state.status === 'live').length
  return h(
    'section',
    { class: 'card group', key: `${sport} ${title}` },
    h(
      'header',
      {},
      h('h2', {}, title),
      sportName !== undefined && h('span', { class: 'group-sport' }, sportName),
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

/** A new server has no matches, so the page says how to get some. */
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
