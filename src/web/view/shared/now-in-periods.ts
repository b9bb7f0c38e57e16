import type { ScoreRow } from '../../../match/scoreboard.ts'
import type { MatchState } from '../../../match/state.ts'
import { viewOf } from '../../../sports/views.ts'

/** Whether the last column says what stands beside the score as well: the points of the set that is being played. One of the two is enough. */
export function isNowInPeriods({ sport }: MatchState, { home, away }: ScoreRow): boolean {
  return (
    viewOf(sport).hasNowInPeriods === true &&
    [home, away].every(({ now, cells }) => now !== undefined && now === cells.at(-1)?.text)
  )
}
