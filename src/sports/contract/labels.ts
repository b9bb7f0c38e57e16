import type { MatchState } from '../../match/state.ts'

/**
 * How boards write what is short in a sport: the clock, where the match stands, how it ended. Browsers load the file
 * that has them, the SDK too: it imports types and `match`, no schema and no reducer.
 */
export interface SportLabels {
  /** The sport's name as a heading; left out where the feed has not said which sport it is. */
  readonly title?: string
  /** `minute`: `67'`, `45+2'`, and nothing beside it. `m:ss`: `4:05`, behind the name of the period. */
  readonly clock: 'minute' | 'm:ss'
  /** The phases that have a word of their own, in place of clock and period: `half_time` → `HT`. */
  readonly phases: Readonly<Record<string, string>>
  /** What a match is called that is over, unless the way it ended says more. */
  readonly over: string
  /** Where stoppage time begins in the period being played, in ms of the match clock; undefined if nobody knows. */
  periodEndMs?(state: MatchState): number | undefined
}
