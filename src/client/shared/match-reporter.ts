import type { MatchEvent } from '../../match/event.ts'
import type { MatchState, ScoreState } from '../../match/state.ts'
import type { AnyUpdate, View } from '../../protocol/messages.ts'
import type { Held, TakenSnapshot } from '../following/followed-match.ts'
import type { UpdateIn } from '../in-view.ts'
import type { MatchSubscription } from '../match-subscription.ts'
import type { MatchChange, MatchNews } from './messages.ts'

/** Tells a tab of one match until its subscription is closed: gathers what has changed until `take`. */
export class MatchReporter {
  readonly #subscription: MatchSubscription<View>
  #changes: MatchChange[] = []
  /** What the tab has when it has heard everything so far; undefined if it needs a whole state. */
  #told: Pick<Held, 'epoch' | 'seq'> | undefined

  /**
   * @param has what the tab has already
   * @param onChange there is something to take
   */
  constructor(subscription: MatchSubscription<View>, has: Held<ScoreState> | undefined, onChange: () => void) {
    this.#subscription = subscription
    const { epoch, seq } = subscription
    if (has?.epoch === epoch && has?.seq === seq) this.#told = has
    subscription.on('snapshot', ({ reason, missed }) => this.#addState(reason, missed))
    subscription.on('update', (update) => this.#addUpdate(update))
    subscription.on('change', onChange)
  }

  /** The tab cannot continue from what it has. */
  restart(): void {
    this.#told = undefined
  }

  take(): MatchNews {
    const { match, status, feedSilentSince, delayMs } = this.#subscription
    if (this.#told === undefined) this.#addState('subscribed', [])
    const changes = this.#changes
    this.#changes = []
    return { match, changes, status, feedSilentSince, delayMs }
  }

  #addState(reason: TakenSnapshot['reason'], missed: readonly MatchEvent[]): void {
    const { state, epoch, seq } = this.#subscription
    if (state === undefined || epoch === undefined || seq === undefined) return
    this.#told = { epoch, seq }
    this.#changes.push({ kind: 'state', held: { state: state as MatchState, epoch, seq }, reason, missed })
  }

  #addUpdate({ message, isCatchUp }: UpdateIn<View>): void {
    if (this.#told === undefined) return // all of the state will be told
    const { epoch, seq } = this.#told
    this.#told = { epoch, seq: message.seq }
    // In view `score` those between the two that change nothing shown are not told.
    const next: AnyUpdate = message.seq === seq + 1 ? message : { ...message, after: seq }
    this.#changes.push({ kind: 'update', message: next, epoch, isCatchUp })
  }
}
