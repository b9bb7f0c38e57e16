import type { BoardSubscription } from '../board-subscription.ts'
import type { Client } from '../client.ts'
import type { MatchSubscription } from '../match-subscription.ts'
import { groupMatches, type MatchGroup, placeInList } from '../scoreboard/match-groups.ts'
import type { BoardStatus, MatchStatus } from '../status.ts'
import { type Followed, LiveElement } from './live-element.ts'
import { fill, part } from './markup.ts'
import { MatchCard, matchNotice } from './match-card.ts'
import { WatchedMatch } from './watched-match.ts'
import { words } from './words.ts'

/** A match of the board, and what its place in the list was made of. */
interface Row {
  readonly watched: WatchedMatch
  readonly card: MatchCard
  readonly item: HTMLElement
  place: string | undefined
}

/**
 * `<touchline-board board="competition:premier-league" server="https://scores.example"></touchline-board>`: a list of matches, live. Matches
 * being played come first, then those to come, then those that are over; each is a link to its page. `limit="5"` shows the first
 * five. `server`, `delay`, colours and type are as of `<touchline-score>`.
 */
export class BoardElement extends LiveElement {
  static readonly observedAttributes = ['board', 'server', 'delay', 'limit']
  readonly #groups = part('div', 'groups')
  readonly #notice = part('p', 'notice')
  readonly #more = part('a', 'more') as HTMLAnchorElement
  readonly #list = part('div', 'list', this.#groups, this.#notice, this.#more)
  readonly #rows = new Map<string, Row>()
  #board: BoardSubscription<'score'> | undefined
  /** What stands in the list now. */
  #listed: string | undefined

  constructor() {
    super()
    this.#notice.dir = 'auto'
    this.#more.dir = 'auto'
    this.shadowRoot?.append(this.#list, this.announcer)
  }

  /** `competition:premier-league`, `date:2026-11-28`, `sport:tennis;status:live` */
  get board(): string {
    return this.getAttribute('board') ?? ''
  }
  set board(board: string | null | undefined) {
    this.reflect('board', board)
  }

  /** How many matches are shown at most; undefined for all. */
  get limit(): number | undefined {
    const limit = Number.parseInt(this.getAttribute('limit') ?? '', 10)
    return limit >= 0 ? limit : undefined
  }
  set limit(limit: number | string | null | undefined) {
    this.reflect('limit', limit)
  }

  protected get watched(): string {
    return this.board
  }

  protected follow(client: Client, { name, delayMs }: Followed): void {
    const board = client.board(name, { delayMs, view: 'score' })
    this.#board = board
    board.on('joined', (match) => this.#join(match))
    board.on('left', ({ match }) => this.#leave(match))
    board.on('change', () => this.draw())
    board.on('status', () => this.draw())
  }

  protected unfollow(): void {
    for (const { watched } of this.#rows.values()) watched.close()
    this.#rows.clear()
    this.#board?.close()
    this.#board = undefined
    this.draw()
  }

  protected draw(): void {
    const board = this.#board
    // A row takes its place once its state is there.
    const rows = [...this.#rows.values()].filter(({ watched }) => watched.state !== undefined)
    for (const row of rows) row.place = placeOf(row)
    const groups = groupMatches(rows, stateOf)
    const missing = rows.length > 0 ? [] : [...this.#rows.values()].map(({ watched }) => watched.subscription)
    // A board is there before the states of its matches: until then it has no matches to say that there are none.
    const isWaiting = board?.status.kind === 'live' && missing.some(({ status }) => !mayStayAway(status))
    const refused = missing.find(({ status }) => status.kind === 'refused')
    const status = isWaiting ? this.loading : (board?.status ?? this.loading)
    // A screen reader waits for the whole instead of reading what has come so far.
    this.#list.ariaBusy = String(this.followed !== undefined && status.kind === 'loading')
    this.#place(groups)
    const said =
      refused && status.kind === 'live' ? matchNotice(refused) : boardNotice(this.board, status, rows.length === 0)
    this.#notice.textContent = this.trouble ? words.cannotFollow(this.trouble) : this.followed ? said : ''
    this.#notice.hidden = this.#notice.textContent === ''
    const left = rows.length - Math.min(rows.length, this.limit ?? rows.length)
    this.#more.hidden = left === 0
    this.#more.textContent = left === 0 ? '' : words.more(left)
    this.#more.href = this.followed?.linkTo(pageOf(this.board)) ?? ''
  }

  protected tick(): boolean {
    let hasTenths = false
    for (const { watched, card } of this.#rows.values()) {
      const { state } = watched
      if (!state || !this.followed) continue
      if (card.tick(state, this.followed.now(watched.subscription.status))) hasTenths = true
    }
    return hasTenths
  }

  #join(match: MatchSubscription<'score'>): void {
    const card = new MatchCard()
    const watched = new WatchedMatch(match, {
      element: this,
      announce: this.announce,
      changed: () => {
        const row = this.#rows.get(match.match)
        if (!row) return
        this.#drawRow(row)
        if (row.place === undefined || placeOf(row) !== row.place) this.draw()
      },
    })
    const row = { watched, card, item: part('li', 'row', card.element), place: undefined }
    this.#rows.set(match.match, row)
    this.#drawRow(row)
  }

  #leave(match: string): void {
    this.#rows.get(match)?.watched.close()
    this.#rows.delete(match)
  }

  #drawRow({ watched, card }: Row): void {
    const { subscription, state, correction, scorer } = watched
    const { match, status, feedSilentSince } = subscription
    card.draw({
      state,
      status,
      feedSilentSince,
      now: this.followed?.now(status) ?? 0,
      hasColumns: false,
      href: this.followed?.linkTo(`/match/${encodeURIComponent(match)}`) ?? '',
      correction,
      scorer,
      // That the board is not live is said once, below it.
      notice:
        status.kind === 'refused' || status.kind === 'live' ? matchNotice({ match, status, feedSilentSince }) : '',
    })
  }

  /** Moves the rows to their places, unless they are there: a row that is moved loses the focus. */
  #place(groups: readonly MatchGroup<Row>[]): void {
    let room = this.limit ?? Number.POSITIVE_INFINITY
    const shown = groups.flatMap((group) => {
      const rows = group.rows.slice(0, room)
      room -= rows.length
      return rows.length > 0 ? [{ ...group, rows, live: group.rows.filter(isLive).length }] : []
    })
    const listed = JSON.stringify(
      shown.map(({ key, title, live, rows }) => [
        key,
        title,
        live,
        rows.map(({ watched }) => watched.subscription.match),
      ]),
    )
    if (listed === this.#listed) return
    this.#listed = listed
    fill(
      this.#groups,
      shown.map(({ title, competition, live, rows }) => {
        const name = competition === undefined ? part('span', 'title', title) : part('a', 'title', title)
        name.dir = 'auto'
        if (competition !== undefined)
          name.setAttribute('href', this.followed?.linkTo(competitionPage(competition)) ?? '')
        const heading = part('h3', 'heading', name, live > 0 && liveCount(live))
        return part('section', 'group', heading, part('ul', 'rows', ...rows.map(({ item }) => item)))
      }),
    )
  }
}

/** Nothing of the match may ever be there to be shown. */
function mayStayAway({ kind }: MatchStatus): boolean {
  return kind === 'refused' || kind === 'waiting'
}

function stateOf({ watched }: Row) {
  return watched.state as NonNullable<WatchedMatch['state']>
}

function placeOf({ watched }: Row): string | undefined {
  return watched.state && placeInList(watched.state)
}

function isLive(row: Row): boolean {
  return stateOf(row).status === 'live'
}

function liveCount(n: number): HTMLElement {
  const count = part('span', 'live-count', ' ', words.liveCount(n))
  count.dir = 'auto'
  return count
}

function competitionPage(competition: string): string {
  return `/competition/${encodeURIComponent(competition)}`
}

/** The page of the server that shows what the board shows, or the most of it. */
function pageOf(board: string): string {
  const [, kind, value] = /^(competition|date):([^;]+)$/.exec(board) ?? []
  if (kind === undefined || value === undefined) return '/'
  return kind === 'date' ? `/date/${value}` : competitionPage(value)
}

function boardNotice(board: string, status: BoardStatus, isEmpty: boolean): string {
  switch (status.kind) {
    case 'loading':
      return words.loading
    case 'unreachable':
      return words.unreachable[status.reason]
    case 'refused':
      if (status.code === 'forbidden') return words.notAllowed
      return status.code === 'invalid-board' ? words.noSuchBoard(board) : words.tooManyBoards
    case 'stale':
      return words.notLive(status.asOf)
    case 'closed':
      return words.closed(status.asOf)
    case 'live':
      return isEmpty ? words.noMatches : ''
  }
}
