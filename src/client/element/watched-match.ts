import type { ScoreState, Side } from '../../match/state.ts'
import { correctionText } from '../../sports/common/text/score-text.ts'
import type { ScoreUpdate } from '../in-view.ts'
import type { MatchSubscription } from '../match-subscription.ts'
import { scoreChange } from '../scoreboard/score-change.ts'
import { tellScore, tellStatus } from './element-events.ts'

/** How long a goal is highlighted, and a correction stands in place of the note. */
const HIGHLIGHT_MS = 8_000

export interface WatchedMatchOptions {
  /** Which its events come from. */
  readonly element: HTMLElement
  announce(text: string): void
  changed(): void
}

/** One match of an element: tells the page what happens in it, and remembers for a moment what has just happened. */
export class WatchedMatch {
  readonly subscription: MatchSubscription<'score'>
  readonly #options: WatchedMatchOptions
  #scorer: Side | undefined
  #correction: string | undefined
  #highlight: ReturnType<typeof setTimeout> | undefined
  #told: string | undefined

  constructor(subscription: MatchSubscription<'score'>, options: WatchedMatchOptions) {
    this.subscription = subscription
    this.#options = options
    subscription.on('update', (update) => this.#take(update))
    subscription.on('snapshot', ({ before, after }) => before && this.#compare(before, after, false))
    subscription.on('change', () => {
      this.#tellStatus()
      options.changed()
    })
    this.#tellStatus()
  }

  /** Undefined while there is nothing to show: a match that was deleted must not stay to be seen, nor one that is no longer given. */
  get state(): ScoreState | undefined {
    const { kind } = this.subscription.status
    return kind === 'waiting' || kind === 'refused' ? undefined : this.subscription.state
  }

  get scorer(): Side | undefined {
    return this.#scorer
  }

  get correction(): string | undefined {
    return this.#correction
  }

  close(): void {
    clearTimeout(this.#highlight)
    this.subscription.close()
  }

  #take(update: ScoreUpdate): void {
    const { before, after, message, isCatchUp } = update
    const { text, celebrated, isCorrected } = scoreChange(update)
    this.#compare(before, after, isCorrected)
    if (isCatchUp) return
    if (text) this.#options.announce(text)
    if (!celebrated && !isCorrected) return
    clearTimeout(this.#highlight)
    this.#scorer = celebrated
    this.#correction = isCorrected && message.correction ? correctionText(message.correction) : undefined
    this.#highlight = setTimeout(() => {
      this.#scorer = undefined
      this.#correction = undefined
      this.#options.changed()
    }, HIGHLIGHT_MS)
  }

  #compare({ scoreline: before }: ScoreState, state: ScoreState, isCorrection: boolean): void {
    const { scoreline, score } = state
    if (numbersOf(before) === numbersOf(scoreline)) return
    const { match } = this.subscription
    tellScore(this.#options.element, { match, state, score, scoreline, before, isCorrection })
  }

  #tellStatus(): void {
    const { match, status: delivery, feedSilentSince } = this.subscription
    const { state } = this
    const told = JSON.stringify([state?.status, delivery, feedSilentSince])
    if (told === this.#told) return
    this.#told = told
    tellStatus(this.#options.element, { match, status: state?.status, delivery, feedSilentSince, state })
  }
}

function numbersOf({ home, away }: ScoreState['scoreline']): string {
  return JSON.stringify([home.main, home.now, home.sub, away.main, away.now, away.sub])
}
