import type { ResultMethod } from '../../match/state.ts'

/**
 * How boards write what is short in a sport: where the match stands, how it ended. Browsers load the file that has them,
 * the SDK too: it imports types, no schema and no reducer. How the clock is written, the clock says.
 */
export interface SportLabels {
  /** The sport's name as a heading; left out where the feed has not said which sport it is. */
  readonly title?: string
  /** The phases that have a word of their own, in place of clock and period: `half_time` → `HT`. */
  readonly phases: Readonly<Record<string, string>>
  /** Breaks are phases by the name that the feed gives them, and those that have no word here are shown by it. */
  readonly hasNamedBreaks?: true
  /** What a match is called that is over, unless the way it ended says more. */
  readonly over: string
  /** The ways to end that boards of this sport write otherwise: `Final/SO`. */
  readonly methods?: Readonly<Partial<Record<ResultMethod, string>>>
  /** How many periods a match usually has, where one of another length says its own: `Final/10`. */
  readonly usualPeriods?: number
  /** What the side does that serves, bats or has the ball; `serving` if left out. */
  readonly possession?: string
  /** What is played for inside the period (`now`) is also the number of its column: the points of a set; left out where it is not, as in tennis. */
  readonly hasNowInPeriods?: true
  /** A side is a person, or two who play as a pair; left out where it is a team. */
  readonly isOfPeople?: true
}
