import type { Fixture, MatchState } from '../../../match/state.ts'
import { NOT_BEGUN } from './out-of-play.ts'
import type { Warning } from './warning.ts'

/** Whether a changed fixture has its two sides the other way round: events name sides, so what stands would be the other team's. */
export function swappedSides(before: MatchState, after: Fixture): Warning<'sides-swapped'>[] {
  const [home, away] = [before.home.name, before.away.name]
  // Before the start it is the ground that has changed.
  if (NOT_BEGUN.has(before.status) && before.score.home + before.score.away === 0) return []
  if (home === away || after.home.name !== away || after.away.name !== home) return []
  const detail = `${away} is home now, and has what the events told of ${home}; events name sides, not teams`
  return [{ code: 'sides-swapped', detail }]
}
