import type { MatchState } from '../../../match/state.ts'
import { isOver } from '../../common/status.ts'
import { count, ordinal } from '../../common/text/words.ts'
import type { SportStory, StoryEntry, StoryItem, StoryPart, Told } from '../../contract/presentation.ts'
import type { Innings } from '../detail.ts'
import { inningsOf, inPlay, type Played } from '../in-play.ts'
import { ballNumber, countsInBalls } from '../units.ts'
import { tellDelivery } from './tell-delivery.ts'
import { tellClosed, tellEvent, tellOver } from './tell-event.ts'

/** What the balls themselves show, or figures that stand beside the story. */
const UNTOLD: ReadonlySet<string> = new Set(['over_end', 'bowler_change', 'batter_in', 'par', 'clock'])
const ENDS_INNINGS: ReadonlySet<string> = new Set(['innings_end', 'period_end', 'declaration'])
/** These stand between overs, or between innings. */
const BETWEEN_OVERS: ReadonlySet<string> = new Set(['break_start', 'break_end', 'overs_reduced', 'powerplay', 'note'])
const BETWEEN_INNINGS: ReadonlySet<string> = new Set([
  ...['toss', 'match_start', 'match_end', 'match_final', 'result_set', 'status_set', 'super_over_start', 'follow_on'],
  ...['lineup', 'player_of_match'],
])

/** Ball by ball, folded by innings and over. What the laws close without a word of the feed has a line too. */
export const cricketStory: SportStory = { layout: 'lines', untold: UNTOLD, tell: tellMatch }

function tellMatch<Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): Told<Entry>[] {
  const deliveries = entries
    .filter(({ event, isDeleted }) => event.type === 'delivery' && !isDeleted)
    .map(({ event }) => event)
  const parts = new PartsOfInnings(state)
  return inPlay(entries).flatMap((played) => {
    const { entry } = played
    const { event } = entry
    const within = parts.take(played)
    if (UNTOLD.has(event.type)) return []
    const items =
      event.type === 'delivery'
        ? tellDelivery(played, state, ballNumber(entry.after, event, deliveries))
        : [tellEvent(played, state)]
    return [
      ...items.map((item) => ({ entry, item: { ...item, ...(within.length > 0 && { parts: within }) } })),
      ...closedByLaws(played, entries, state).map((item) => ({ entry, item })),
    ]
  })
}

/** Names the innings and the over of each line, and counts what they have come to. */
class PartsOfInnings {
  readonly #state: MatchState
  #over = { n: 0, over: -1, runs: 0, wickets: 0 }

  constructor(state: MatchState) {
    this.#state = state
  }

  take({ entry: { event }, n, over, total, ball }: Played): readonly StoryPart[] {
    const innings = inningsOf(this.#state, n)
    if (n === undefined || innings === undefined || BETWEEN_INNINGS.has(event.type)) return []
    const whole = { title: inningsTitle(this.#state, innings), note: `${total.runs}/${total.wickets}` }
    if (over === undefined || BETWEEN_OVERS.has(event.type) || ENDS_INNINGS.has(event.type)) return [whole]
    if (this.#over.n !== n || this.#over.over !== over) this.#over = { n, over, runs: 0, wickets: 0 }
    if (ball) {
      const { runs, wickets } = this.#over
      this.#over = { n, over, runs: runs + ball.total, wickets: wickets + ball.dismissals.length }
    }
    const { runs, wickets } = this.#over
    const note = [count(runs, 'run'), wickets > 0 && count(wickets, 'wicket')].filter(Boolean).join(', ')
    return [whole, { title: overTitle(this.#state, over), note }]
  }
}

/** `Dale, 2nd innings`, `Dale innings`, `Dale, super over` */
function inningsTitle(state: MatchState, { n, side, superOver }: Innings): string {
  const { name } = state[side]
  if (superOver !== undefined) return `${name}, super over${superOver > 1 ? ` ${superOver}` : ''}`
  const { inningsPerSide } = (state.format ?? {}) as { readonly inningsPerSide?: number }
  if (inningsPerSide !== 2) return `${name} innings`
  const own = Array.from({ length: n }, (_, index) => inningsOf(state, index + 1)?.side).filter((each) => each === side)
  return `${name}, ${ordinal(own.length)} innings`
}

/** `Over 12`, in The Hundred `Balls 56 to 60`. */
function overTitle(state: MatchState, over: number): string {
  if (!countsInBalls(state)) return `Over ${over + 1}`
  const { ballsPerOver = 5 } = (state.format ?? {}) as { readonly ballsPerOver?: number }
  return `Balls ${over * ballsPerOver + 1} to ${(over + 1) * ballsPerOver}`
}

/** Lines for what the laws ended with this event, unless the feed says so itself. */
function closedByLaws({ entry, n }: Played, entries: readonly StoryEntry[], state: MatchState): StoryItem[] {
  const { event, before, after, isDeleted } = entry
  if (isDeleted || ENDS_INNINGS.has(event.type) || event.type === 'match_end') return []
  const isSaid = (types: ReadonlySet<string>, of?: number) =>
    entries.some(
      (other) => !other.isDeleted && types.has(other.event.type) && (of === undefined || inningsEndedBy(other) === of),
    )
  const isClosed =
    inningsOf(before, n)?.closedReason === undefined &&
    inningsOf(after, n)?.closedReason !== undefined &&
    inningsOf(state, n)?.closedReason !== undefined
  const isEnded = before.status === 'live' && after.status === 'ended' && isOver(state.status)
  return [
    ...(isClosed && n !== undefined && !isSaid(ENDS_INNINGS, n) ? [tellClosed(n, state)] : []),
    ...(isEnded && !SAYS_END.has(event.type) && !isSaid(MATCH_END) ? [tellOver(after, state)] : []),
  ]
}

/** What ends a match by its own word. */
const SAYS_END: ReadonlySet<string> = new Set(['status_set', 'result_set'])
const MATCH_END: ReadonlySet<string> = new Set(['match_end'])

function inningsEndedBy({ event, before }: StoryEntry): number | undefined {
  const named = event['n'] ?? event.period
  return typeof named === 'number' ? named : before.period?.n
}
