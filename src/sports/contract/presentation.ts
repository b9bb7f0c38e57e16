import type { MatchEvent } from '../../match/event.ts'
import type { MatchState, ScoreState, Side } from '../../match/state.ts'
import type { Correction, UpdateMessage } from '../../protocol/messages.ts'
import type { Block, Panel } from './blocks.ts'

/**
 * What one sport shows beside its scoreline: its words and numbers, made of the state and the events alone, drawn by whoever shows them.
 * Browsers load the file that has it: it imports types, words and rules without schemas, never a reducer.
 */
export interface SportPresentation {
  /** What a side is called on a row, where room is short; its name if left out. */
  rowName?(state: MatchState, side: Side): string
  /** What a review is called: alone, and before what is looked at. */
  readonly review: { readonly short: string; readonly long: string }
  /** Below the head: scorers, what is needed to win. */
  summary(state: MatchState): readonly Block[]
  /**
   * Cards beside the story: innings, sets, statistics. What would change a state too often is counted from the entries of the
   * story, oldest first; where they do not begin with the match it is left out, for it would be wrong.
   */
  panels(state: MatchState, entries?: readonly StoryEntry[]): readonly Panel[]
  readonly story: SportStory
  /** What a correction says that stood before or after it, in the sport's own numbers; the score if left out. */
  correctedText?(figures: Correction['before']): string | undefined
  /** The period to which an event belongs that gives its clock alone; undefined if the rules cannot say. */
  periodOf?(event: MatchEvent, state: MatchState): number | undefined
  /** What is read out when this update comes in; nothing for most. */
  announce(update: ShownUpdate): string | undefined
  /** The side that has just done something worth a small celebration. */
  celebrates?(update: ShownUpdate): Side | undefined
}

/** As of an update, what view `score` has of it. */
export interface ShownScoreUpdate {
  readonly message: { readonly correction?: Pick<Correction, 'kind' | 'reason'> }
  readonly before: ScoreState
  readonly after: ScoreState
}

/** An update, and the states around it. */
export interface ShownUpdate extends ShownScoreUpdate {
  readonly message: Pick<UpdateMessage, 'event' | 'kind' | 'correction'>
  readonly before: MatchState
  readonly after: MatchState
}

/** How a sport tells a match. */
export interface SportStory {
  /** `sides` sets the home side's events left and the away side's right; `lines` has one column. */
  readonly layout: 'sides' | 'lines'
  /** Types of which no line is told, because they are of no interest or another line says it. */
  readonly untold?: ReadonlySet<string>
  /** The lines, oldest first, each with the entry it tells; an entry may have several. */
  tell<Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): readonly Told<Entry>[]
}

/** What became of one event that may be told. */
export interface StoryEntry {
  /** The newest revision. */
  readonly event: MatchEvent
  readonly isDeleted: boolean
  /** The states around its first arrival. */
  readonly before: MatchState
  readonly after: MatchState
}

export interface Told<Entry extends StoryEntry> {
  readonly entry: Entry
  readonly item: StoryItem
}

/** One line of the story of a match. */
export interface StoryItem {
  /** `unknown`: of a type that the sport does not have. */
  readonly tone: 'goal' | 'card' | 'phase' | 'plain' | 'review' | 'unknown'
  readonly title: string
  readonly icon?: string
  readonly detail?: string
  readonly side?: Side
  /** When, in the sport's own words: `45+2'`, `12.3`. */
  readonly when?: string
  /** The score it made, as it stands today. */
  readonly score?: string
  /** The parts of the match that it belongs to, outermost first: `Set 2`, `Game 5`. Lines of one part are folded together. */
  readonly parts?: readonly StoryPart[]
}

/** A part of a match, as one line of it knows it. */
export interface StoryPart {
  readonly title: string
  /** What the part has come to with this line: `7 runs, 1 wicket`. */
  readonly note?: string
}
