import type { BoardSubscription } from '../../../client/board-subscription.ts'
import { groupMatches, placeInList } from '../../../client/scoreboard/match-groups.ts'
import { isPending } from '../../../client/status.ts'
import type { HeldMatch, ListData } from '../../page-data.ts'
import type { ShownList } from '../../view/list/match-list.ts'
import { boardNames, hasMatch, isOnAnyDay } from '../board-names.ts'
import { InView } from './in-view.ts'
import { type LiveContext, LiveMatch } from './live-match.ts'
import { LiveSource } from './live-source.ts'

/** If no match has come after this long, the page says that the scores cannot be loaded. */
const PATIENCE_MS = 6_000
/** Matches of a page of a board. */
const PAGE_LENGTH = 200
/** As many matches as the server draws. */
const MAX_PAGES = 3
/** Matches beside those of the boards that are followed at once: the server's default allows 64. */
const MAX_OTHERS = 60
const FIRST_OTHERS = 20

/** A match on the list, and what its place there was made of. */
interface Row {
  readonly live: LiveMatch
  place: string | undefined
  /** It is on no board, and followed by itself while it is on the screen. */
  isOther: boolean
  /** It was being played while the page was open: then it stays on today's list, whatever day it began. */
  wasOnAnyDay: boolean
}

/**
 * A list over the page's one connection. A row is redrawn when its match changes; the list only when a match comes, goes, or belongs
 * somewhere else.
 */
export class LiveList extends LiveSource<ShownList> {
  readonly #page: ListData
  readonly #context: LiveContext
  readonly #rows = new Map<string, Row>()
  readonly #boards = new Map<string, BoardSubscription<'score'>>()
  readonly #inView = new InView((match, isSeen) => this.#see(match, isSeen))
  readonly #patience: ReturnType<typeof setTimeout>
  #isSorting = false
  #wasAnswered = false
  #isPatient = true

  /** @param drawn the matches that the server drew */
  constructor(page: ListData, context: LiveContext, drawn: readonly HeldMatch[]) {
    super(() => this.#shown())
    this.#page = page
    this.#context = context
    for (const { match, state } of drawn) this.#add(new LiveMatch(match, context, state))
    const { paged, whole } = boardNames(page.of, context.clock.now())
    for (const name of whole) this.#open(name)
    for (const name of paged)
      for (let n = 1; n === 1 || (n - 1) * PAGE_LENGTH < drawn.length; n += 1) this.#openPage(name, n)
    // What was found is on no board.
    if (this.#boards.size === 0) {
      this.#followFirstOthers()
      this.#sortSoon()
    }
    this.#patience = setTimeout(() => {
      this.#isPatient = false
      this.#sortSoon()
    }, PATIENCE_MS)
  }

  #open(name: string): BoardSubscription<'score'> {
    const { client, delayMs } = this.#context
    const board = client.board(name, { delayMs, view: 'score' })
    this.#boards.set(name, board)
    board.on('joined', ({ match }) => this.join(match))
    board.on('status', () => {
      this.#followFirstOthers()
      this.#sortSoon()
    })
    board.on('change', () => this.#sortSoon())
    return board
  }

  /** Follows a page of a board, and the next one once this one is full. */
  #openPage(name: string, page: number): void {
    const pageName = `${name};page:${page}`
    if (page > MAX_PAGES || this.#boards.has(pageName)) return
    const board = this.#open(pageName)
    board.on('change', () => {
      if (board.matches.length >= PAGE_LENGTH) this.#openPage(name, page + 1)
    })
  }

  /** The matches that it shows now, for a list that takes its place. */
  get matches(): readonly string[] {
    return [...this.#rows.keys()]
  }

  /** Those of them that a list has which begins now, at midnight: nothing that was over before. */
  get matchesOfNow(): readonly string[] {
    const now = this.#context.clock.now()
    return this.matches.filter((match) => {
      const state = this.#rows.get(match)?.live.state
      return state !== undefined && hasMatch(this.#page.of, state, now, false)
    })
  }

  /** A row subscribes to its match itself, so it stays on the page even when the match leaves the boards. */
  join(match: string): void {
    const row = this.#rows.get(match) ?? this.#add(new LiveMatch(match, this.#context))
    row.isOther = false
    if (row.live.subscription) return
    row.live.follow()
    row.live.changed()
  }

  close(): void {
    clearTimeout(this.#patience)
    this.#inView.close()
    for (const board of this.#boards.values()) board.close()
    for (const { live } of this.#rows.values()) live.close()
  }

  /** Of matches that are on no board those on the screen are followed, so that no score in view is an old one. */
  #watchOthers(): void {
    if (!this.#areBoardsKnown) return
    const others = new Set<string>()
    for (const [match, { live, isOther }] of this.#rows)
      if (isOther || live.subscription === undefined) others.add(match)
    // Once they are drawn.
    requestAnimationFrame(() => this.#inView.watch(others))
  }

  /**
   * The server may have drawn a match that a board lists a moment later: it is followed at once, whoever sees it. To follow a match may
   * tell the boards' status, which comes back here: so each is marked before it is followed.
   */
  #followFirstOthers(): void {
    if (!this.#areBoardsKnown || this.#wasAnswered) return
    for (const row of this.#rows.values()) {
      if (row.isOther || row.live.subscription !== undefined) continue
      if (this.#countOthers() >= FIRST_OTHERS) return
      row.isOther = true
      row.live.follow()
    }
  }

  #see(match: string, isSeen: boolean): void {
    const row = this.#rows.get(match)
    if (row === undefined) return
    if (isSeen && row.live.subscription === undefined && this.#countOthers() < MAX_OTHERS) {
      row.isOther = true
      row.live.follow()
    } else if (!isSeen && row.isOther) {
      row.isOther = false
      row.live.unfollow()
    }
  }

  #countOthers(): number {
    return [...this.#rows.values()].filter(({ isOther }) => isOther).length
  }

  /** True once the server has answered for all that is shown. */
  get isAnswered(): boolean {
    this.#wasAnswered ||=
      this.#areBoardsKnown &&
      [...this.#rows.values()].every(({ live }) => !live.subscription || !isPending(live.subscription.status))
    return this.#wasAnswered
  }

  get #areBoardsKnown(): boolean {
    return [...this.#boards.values()].every(({ status }) => !isPending(status))
  }

  #add(live: LiveMatch): Row {
    const row: Row = { live, place: undefined, isOther: false, wasOnAnyDay: false }
    this.#rows.set(live.match, row)
    live.watch(() => {
      const { state } = live
      const place = state && placeInList(state)
      if (place !== row.place || !this.#wasAnswered) this.#sortSoon()
    })
    return row
  }

  /** Sorts once, however many matches come in one message. */
  #sortSoon(): void {
    if (this.#isSorting) return
    this.#isSorting = true
    queueMicrotask(() => {
      this.#isSorting = false
      this.changed()
      this.#watchOthers()
    })
  }

  #shown(): ShownList {
    const now = this.#context.clock.now()
    const shown: LiveMatch[] = []
    for (const row of this.#rows.values()) {
      const { state } = row.live
      row.place = state && placeInList(state)
      if (state === undefined) continue
      row.wasOnAnyDay ||= isOnAnyDay(state)
      if (hasMatch(this.#page.of, state, now, row.wasOnAnyDay)) shown.push(row.live)
    }
    if (shown.length > 0) {
      const groups = groupMatches(shown, (live) => live.state as NonNullable<LiveMatch['state']>)
      return { kind: 'matches', groups: groups as unknown as Extract<ShownList, { kind: 'matches' }>['groups'] }
    }
    const missing = [...this.#rows.values()].flatMap(({ live: { state, subscription } }) =>
      state === undefined ? [subscription?.status ?? { kind: 'loading' }] : [],
    )
    if (this.#areBoardsKnown && !missing.some(isPending)) {
      // What is gone was on the list a moment ago, and nothing of it can be shown.
      const isEmpty = missing.every(({ kind }) => kind === 'waiting')
      return isEmpty ? { kind: 'empty', isNew: this.#page.isNew } : { kind: 'failed' }
    }
    return { kind: this.#isPatient ? 'loading' : 'failed' }
  }
}
