import { type ScoreRow, scoreRow } from '../../match/scoreboard.ts'
import type { ScoreState, Side } from '../../match/state.ts'
import { isNowInPeriods, noteBeside, possessionLabel, progressLabel } from '../../sports/labels.ts'
import type { MatchStatus } from '../status.ts'
import { fill, hidden, part } from './markup.ts'
import { ScoreTable } from './score-table.ts'
import { words } from './words.ts'

/** What a card shows of one match. */
export interface ShownCard {
  /** Undefined while there is nothing to show. */
  readonly state: ScoreState | undefined
  readonly status: MatchStatus
  /** Server time since when the feed of the match is silent; undefined while it is heard. */
  readonly feedSilentSince: number | undefined
  /** Server time at which the clock is read. */
  readonly now: number
  readonly hasColumns: boolean
  readonly href: string
  /** What stands in place of the note for a moment: `Goal disallowed`. */
  readonly correction?: string | undefined
  readonly scorer?: Side | undefined
  /** What is wrong or missing, in a sentence. */
  readonly notice: string
}

/** One match: how far it is, both sides with their numbers, how it stands. A link over all of it leads to its page. */
export class MatchCard {
  readonly element = part('div', 'card')
  readonly #link = part('a', 'link') as HTMLAnchorElement
  readonly #when = document.createElement('span')
  readonly #progress = part('p', 'progress', this.#when)
  readonly #table = new ScoreTable()
  readonly #scroller = part('div', 'scroller', this.#table.element)
  readonly #note = part('p', 'note')
  readonly #notice = part('p', 'notice')

  constructor() {
    this.#note.dir = 'auto'
    this.#notice.dir = 'auto'
    // Or 45+2' would be mirrored on a page that runs from right to left.
    this.#when.dir = 'auto'
    // It lies above the link, so that many columns can be scrolled.
    this.#scroller.addEventListener('click', () => this.#link.click())
    // The blanks keep them apart where they are read as one text.
    this.element.append(this.#link, this.#progress, ' ', this.#scroller, ' ', this.#note, ' ', this.#notice)
  }

  draw(shown: ShownCard): void {
    const { state, status, feedSilentSince, hasColumns, scorer, notice } = shown
    const row = state && scoreRow(state, shown.now)
    const look = this.element.classList
    // A score that may be old does not have the colour of a live one.
    look.toggle('is-live', row?.isLive === true && status.kind === 'live' && feedSilentSince === undefined)
    look.toggle('is-stale', status.kind === 'stale')
    look.toggle('is-linked', row !== undefined)
    this.#letScroll(hasColumns)
    for (const each of [this.#link, this.#progress, this.#scroller]) each.hidden = row === undefined
    this.#notice.textContent = notice
    this.#notice.hidden = notice === ''
    if (state === undefined || row === undefined) {
      this.#clear()
      return
    }
    this.#link.href = shown.href
    this.#link.setAttribute('aria-label', words.matchPage(state.home.name, state.away.name))
    const hasCurrent = !hasColumns && row.needsColumns && row.home.now !== undefined && !isNowInPeriods(state, row)
    this.#table.draw({ row, hasColumns, hasCurrent, scorer, possession: possessionLabel(state.sport) })
    this.#drawNote(state, shown.correction)
    this.#drawWhen(state, row, shown.now)
  }

  /** Nothing of a match that is no longer shown stays, not even hidden. */
  #clear(): void {
    this.#table.clear()
    this.#link.removeAttribute('href')
    this.#link.removeAttribute('aria-label')
    fill(this.#when, [])
    fill(this.#note, [])
    this.#note.hidden = true
  }

  /** Columns may be too many for their room; then a keyboard must reach them too. */
  #letScroll(hasColumns: boolean): void {
    this.element.classList.toggle('is-full', hasColumns)
    if (hasColumns) {
      this.#scroller.tabIndex = 0
      this.#scroller.role = 'group'
      this.#scroller.ariaLabel = words.score
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) this.#scroller.removeAttribute(name)
    }
  }

  /** Draws what changes by itself: the clock. @returns true if it runs, and shows tenths of a second */
  tick(state: ScoreState, now: number): boolean {
    this.#drawWhen(state, scoreRow(state, now), now)
    return state.clock?.show === 'm:ss.t' && state.clock.running
  }

  #drawWhen(state: ScoreState, row: ScoreRow, now: number): void {
    const text = progressText(state, row, now)
    if (this.#when.textContent !== text) this.#when.textContent = text
  }

  #drawNote(state: ScoreState, correction: string | undefined): void {
    const { pending, result } = state
    const note = noteBeside(state)
    const isReview = pending.length > 0 && result === undefined
    const text = isReview ? note : (correction ?? note)
    this.#note.classList.toggle('is-review', isReview)
    this.#note.classList.toggle('is-correction', !isReview && correction !== undefined)
    fill(this.#note, [text])
    this.#note.hidden = text === undefined
  }
}

/** Where the match stands; when it starts, while there is no score to show. */
function progressText(state: ScoreState, { hasScore }: ScoreRow, now: number): string {
  const label = progressLabel(state, now)
  const { startsAt, status, result } = state
  if (hasScore || status === 'cancelled' || result !== undefined) return label
  const start = startsAt === undefined ? '' : startText(startsAt, now)
  return [label, start].filter(Boolean).join(' · ') || words.soon
}

/** `20:45`, with its day unless that is today. */
function startText(startsAt: number, now: number): string {
  const [start, today] = [new Date(startsAt), new Date(now)]
  const isToday = start.toDateString() === today.toDateString()
  const day = isToday ? {} : ({ weekday: 'short', day: 'numeric', month: 'short' } as const)
  return start.toLocaleString(undefined, { ...day, hour: '2-digit', minute: '2-digit' })
}

interface NoticedMatch {
  readonly match: string
  readonly status: MatchStatus
  readonly feedSilentSince: number | undefined
}

/** Said plainly, so that an old score is never taken for a live one. */
export function matchNotice({ match, status, feedSilentSince }: NoticedMatch): string {
  switch (status.kind) {
    case 'loading':
      return words.loading
    case 'unreachable':
      return words.unreachable[status.reason]
    case 'waiting':
      return words.notYetHere
    case 'refused':
      if (status.code === 'forbidden') return words.notAllowed
      return status.code === 'invalid-match-id' ? words.notThisId(match) : words.tooMany
    case 'stale':
      return words.notLive(status.asOf)
    case 'closed':
      return words.closed(status.asOf)
    case 'live':
      return silenceNotice(feedSilentSince)
  }
}

/** The line to the server lives, and nobody tells the server about the match. Empty while somebody does. */
export function silenceNotice(since: number | undefined): string {
  return since === undefined ? '' : words.feedSilent(since)
}

/** Speaks to those who use a screen reader, when they are not listening to something else. */
export function createAnnouncer(): HTMLElement {
  const announcer = hidden('')
  announcer.setAttribute('aria-live', 'polite')
  announcer.setAttribute('part', 'announcer')
  return announcer
}
