import { FollowedBoard } from '../following/followed-board.ts'
import { FollowedMatch } from '../following/followed-match.ts'
import { type BoardStatus, isPending, type MatchStatus } from '../status.ts'
import type { MatchChange, MatchNews, News } from './messages.ts'

/** What is followed, as the host told of it. */
export interface Mirror {
  /** @returns the matches of which what was told does not continue what is held */
  take(news: News): readonly string[]
  /** The host is gone, or the client is closed: nothing vouches for what is shown, and of a closed one nothing more is told. */
  show(kind: 'stale' | 'closed', asOf: number | undefined): void
}

/** One match, as the host told of it. */
export class MatchMirror implements Mirror {
  readonly followed: FollowedMatch
  #status: MatchStatus = { kind: 'loading' }
  #delayMs = 0

  /** @param now the server's time, in ms since the epoch */
  constructor(match: string, now: () => number) {
    const delayMs = () => this.#delayMs
    this.followed = new FollowedMatch(match, {
      now,
      statusOf: () => this.#status,
      get leastDelayMs() {
        return delayMs()
      },
    })
  }

  take({ matches }: Pick<News, 'matches'>): readonly string[] {
    return matches.filter((news) => !this.#fits(news)).map(({ match }) => match)
  }

  show(kind: 'stale' | 'closed', asOf: number | undefined): void {
    this.#status = unvouched(kind, asOf, this.followed.isKnown) ?? this.#status
    this.followed.status = this.#status
    if (kind === 'closed') this.followed.listeners.clear()
  }

  #fits({ changes, status, feedSilentSince, delayMs }: MatchNews): boolean {
    this.#delayMs = delayMs
    const hasState = this.followed.isKnown || changes.some(({ kind }) => kind === 'state')
    // A host that begins anew has nothing yet; this tab has.
    if (!hasState || !isPending(status)) this.#status = status
    const feed = { health: feedSilentSince === undefined ? 'live' : 'stale', at: feedSilentSince ?? 0 } as const
    const fits = changes.every((change) => this.#apply(change, feed))
    this.followed.takeFeed(feed)
    this.followed.status = this.#status
    return fits
  }

  #apply(change: MatchChange, feed: { readonly health: 'live' | 'stale'; readonly at: number }): boolean {
    const { followed } = this
    const { match } = followed
    if (change.kind === 'state') {
      const { held, reason, missed } = change
      if (reason === 'subscribed') followed.takeJoin({ match, feed, ...held }, 'full')
      else followed.takeSnapshot({ op: 'snapshot', match, reason, missed, ...held })
      return true
    }
    const { epoch, message, isCatchUp } = change
    if (epoch !== followed.held?.epoch) return false
    if (!isCatchUp) return followed.takeUpdate(message)
    const { held } = followed
    followed.takeJoin({ match, feed, epoch, seq: message.seq, updates: [message] }, 'full')
    return held.seq >= message.seq || followed.held !== held
  }
}

/** One board and its matches, as the host told of them. */
export class BoardMirror implements Mirror {
  readonly board: FollowedBoard
  readonly #now: () => number
  #matches = new Map<string, MatchMirror>()
  #status: BoardStatus = { kind: 'loading' }

  constructor(name: string, now: () => number) {
    this.board = new FollowedBoard(name, () => this.#status)
    this.#now = now
  }

  take({ matches, board }: News): readonly string[] {
    const unfit = matches.flatMap((news) => this.#mirrorOf(news.match).take({ matches: [news] }))
    if (board) this.#takeList(board)
    return unfit
  }

  show(kind: 'stale' | 'closed', asOf: number | undefined): void {
    for (const match of this.#matches.values()) match.show(kind, asOf)
    this.#status = unvouched(kind, asOf, this.board.isKnown) ?? this.#status
    this.board.status = this.#status
    if (kind === 'closed') this.board.listeners.clear()
  }

  #takeList({ matches, status }: NonNullable<News['board']>): void {
    // As of a match: a host that begins anew has no list yet.
    if (isPending(status) && this.board.isKnown) return
    this.#status = status
    if (!isPending(status)) {
      this.#matches = new Map(matches.map((match) => [match, this.#mirrorOf(match)]))
      this.board.take([...this.#matches.values()].map(({ followed }) => followed))
    }
    this.board.status = status
  }

  #mirrorOf(match: string): MatchMirror {
    const mirror = this.#matches.get(match) ?? new MatchMirror(match, this.#now)
    this.#matches.set(match, mirror)
    return mirror
  }
}

/** @returns undefined where nothing is shown yet */
function unvouched(kind: 'stale' | 'closed', asOf: number | undefined, isKnown: boolean) {
  if (kind === 'closed') return { kind, ...(asOf !== undefined && { asOf }) }
  return isKnown && asOf !== undefined ? ({ kind, asOf, reason: 'connection' } as const) : undefined
}
