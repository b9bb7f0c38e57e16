import type { AppliedUpdate } from '../../../client/index.ts'
import type { MatchState, Side } from '../../../match/state.ts'
import type { Child } from '../dom.ts'
import type { TimelineEntry } from '../timeline.ts'

/** One number of a side's line: a set, the innings, the score. */
export interface ScoreCell {
  readonly text: string
  /** Small and raised: the tie-break of a set. */
  readonly sup?: string
  /**
   * `main` is the score that counts; `part` one of a row of parts, `won` one that this side won, `live` the one being
   * played; `points` what is played for within it; `note` an aside.
   */
  readonly kind: 'main' | 'part' | 'won' | 'live' | 'points' | 'note'
}

/** One line of the story of a match. */
export interface StoryItem {
  readonly tone: 'goal' | 'card' | 'phase' | 'plain' | 'review'
  readonly title: string
  readonly icon?: string
  readonly detail?: string
  readonly side?: Side
  /** When, in the sport's own words: `45+2'`, `12.3`. */
  readonly when?: string
  /** The score it made, as it stands today. */
  readonly score?: string
}

/** How one sport is shown. All of it is made of the state alone; the page calls it again after each change. */
export interface SportView {
  /** The line of one side on a row of the list, left to right. */
  cells(state: MatchState, side: Side): readonly ScoreCell[]
  /** What a side is called on a row, where room is short; its name if left out. */
  rowName?(state: MatchState, side: Side): string
  /** Whether this side serves or bats now. */
  isInPossession?(state: MatchState, side: Side): boolean
  /** The big number of one side at the head of the match page. */
  headline(state: MatchState, side: Side): string
  /** Below the head: scorers, what is needed to win. */
  summary(state: MatchState): Child
  /** Cards beside the story: innings, sets, statistics. */
  panels(state: MatchState): readonly HTMLElement[]
  /** `sides` sets the home side's events left and the away side's right; `lines` has one column. */
  readonly story: 'sides' | 'lines'
  /** The story's lines, oldest first, each with the entry it tells. Entries that are of no interest are left out. */
  tell(entries: readonly TimelineEntry[], state: MatchState): readonly { entry: TimelineEntry; item: StoryItem }[]
  /** What is read out when this update comes in; nothing for most. */
  announce(update: AppliedUpdate): string | undefined
  /** The side that has just done something worth a small celebration. */
  celebrates(update: AppliedUpdate): Side | undefined
}
