import type { Client } from '../../../client/client.ts'
import type { Held } from '../../../client/following/followed-match.ts'
import type { UpdateIn } from '../../../client/in-view.ts'
import type { MatchSubscription } from '../../../client/match-subscription.ts'
import { type ScoreChange, scoreChange } from '../../../client/scoreboard/score-change.ts'
import { isPending } from '../../../client/status.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { View } from '../../../protocol/messages.ts'
import { isScoreCorrection } from '../../../sports/common/text/announce.ts'
import type { ShownUpdate } from '../../../sports/contract/presentation.ts'
import { presentationOf } from '../../../sports/presentations.ts'
import type { ShownMatch } from '../../view/shared/shown-match.ts'
import type { PageClock } from '../page-clock.ts'
import type { Announce } from './announcer.ts'
import { LiveSource } from './live-source.ts'

/** How long a match stays highlighted after a score or a correction. */
export const HIGHLIGHT_MS = 8_000

export interface LiveContext {
  readonly client: Client
  readonly clock: PageClock
  readonly delayMs: number
  /** When the server drew the page, if that was kept by the browser and is shown without a network. */
  readonly keptAt?: number | undefined
  /** `score` where only the scoreboard is shown. */
  readonly view: View
  /** Reads a sentence out to those who use a screen reader, when they are not listening to something else. */
  readonly announce: Announce
}

/** One match as a page shows it: what the server drew until the connection knows better, and for a moment what has just happened. */
export class LiveMatch extends LiveSource<ShownMatch | undefined> {
  readonly match: string
  readonly #context: LiveContext
  /** Before the connection knows better, and while nobody follows. */
  #last: MatchState | undefined
  #subscription: MatchSubscription<View> | undefined
  /** What the server drew: since when the feed is silent. */
  readonly #drawnSilentSince: number | undefined
  #celebrated: Side | undefined
  #isCorrected = false
  #highlight: ReturnType<typeof setTimeout> | undefined

  /** @param drawn the state in which the server drew it */
  constructor(match: string, context: LiveContext, drawn?: MatchState, drawnSilentSince?: number) {
    super(() => this.#shown())
    this.#drawnSilentSince = drawnSilentSince
    this.match = match
    this.#context = context
    this.#last = drawn
  }

  get subscription(): MatchSubscription<View> | undefined {
    return this.#subscription
  }

  get state(): MatchState | undefined {
    return (this.#subscription?.state as MatchState | undefined) ?? this.#last
  }

  /** @param from what the page has already, to be resumed */
  follow(from?: Held): MatchSubscription<View> {
    const { client, delayMs, view } = this.#context
    const subscription = client.subscribe(this.match, { delayMs, view, ...(from && { from }) })
    this.#subscription = subscription
    subscription.on('change', () => this.changed())
    subscription.on('status', () => this.changed())
    subscription.on('update', (update) => this.#tell(update))
    return subscription
  }

  /** Goes on showing what it has, without being told more. */
  unfollow(): void {
    this.#last = this.state
    this.#subscription?.close()
    this.#subscription = undefined
  }

  close(): void {
    clearTimeout(this.#highlight)
    this.#subscription?.close()
  }

  #shown(): ShownMatch | undefined {
    const { state } = this
    if (state === undefined) return undefined
    const { clock, delayMs, keptAt } = this.#context
    const status = this.#subscription?.status ?? { kind: 'loading' }
    if (isPending(status) && keptAt !== undefined) {
      const old = { kind: 'stale', asOf: keptAt, reason: 'connection' } as const
      return { match: this.match, state, status: old, staleSince: keptAt }
    }
    const drawnSilentSince = status.kind === 'live' ? undefined : this.#drawnSilentSince
    const silentSince = this.#subscription?.feedSilentSince ?? drawnSilentSince
    return {
      match: this.match,
      state,
      status,
      ...('asOf' in status && status.asOf !== undefined && { staleSince: status.asOf + clock.offsetMs - delayMs }),
      ...(silentSince !== undefined && { feedSilentSince: silentSince }),
      ...(this.#celebrated && { celebrated: this.#celebrated }),
      ...(this.#isCorrected && { isCorrected: true }),
    }
  }

  #tell(update: UpdateIn<View>): void {
    if (update.isCatchUp) return
    const { text, celebrated, isCorrected } =
      this.#context.view === 'score' ? scoreChange(update) : storyChange(update as ShownUpdate)
    // A score makes the one before it old; what happened in between, and a correction, is told all the same.
    const isScoreAlone = this.#context.view === 'score' && celebrated !== undefined
    if (text) this.#context.announce(text, isScoreAlone ? this.match : undefined)
    if (!celebrated && !isCorrected) return
    clearTimeout(this.#highlight)
    this.#celebrated = celebrated
    this.#isCorrected = isCorrected
    this.#highlight = setTimeout(() => {
      this.#celebrated = undefined
      this.#isCorrected = false
      this.changed()
    }, HIGHLIGHT_MS)
  }
}

/** In the sport's words, where the events come too. */
function storyChange(update: ShownUpdate): ScoreChange {
  const presentation = presentationOf(update.after.sport)
  return {
    text: presentation.announce(update),
    celebrated: presentation.celebrates?.(update),
    isCorrected: isScoreCorrection(update),
  }
}
