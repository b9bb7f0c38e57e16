import type { MatchState } from '../../match/state.ts'
import { leaderOf } from '../common/sides.ts'
import type { EventOf } from '../contract/sport.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import { setsWarnings, surprisesOfSets } from '../engines/sets/surprises.ts'
import type { esportsEvents } from './events.ts'
import { closeMapNow, type EsportsMemory } from './play.ts'

export const esportsWarnings = {
  ...setsWarnings,
  'score-contradicts-winner': {
    when: '`map_won` names one side and its `score`, or the rounds that were sent, the other, and the side that is named wins the map; or `map_drawn` has a `score` that is not level',
    example: '`{"type":"map_won","team":"home","score":{"home":7,"away":13}}`',
  },
  'not-counted': {
    when: 'a round where maps count goals, points or kills, or a goal where they count something else; it moves no score',
    example: '`{"type":"goal","team":"home"}` with `"counts":"rounds"`',
  },
} as const

/** What a map has to count, for the event to be part of its score. */
const COUNTED_BY: Readonly<Record<string, string>> = { round: 'rounds', goal: 'goals' }

/** The event types that move the score. */
export const SCORING: ReadonlySet<string> = new Set(['round', 'goal', 'map_won', 'map_drawn', 'map_forfeit'])

export function surprisesOfEsports(
  state: MatchState,
  event: EventOf<typeof esportsEvents>,
  memory: EsportsMemory,
): readonly Warning<keyof typeof esportsWarnings>[] {
  const { format, points } = memory
  const found = surprisesOfSets(state, event, memory, {
    scoring: SCORING,
    bestOf: format.bestOf,
    closeNow: closeMapNow,
  })
  // Goals and points win no map before its clock ends it: who leads then has won.
  const isByClock = format.counts === 'goals' || format.counts === 'points'
  const warnings = isByClock ? found.filter(({ code }) => code !== 'set-ended-early') : found
  const counted = COUNTED_BY[event.type]
  if (counted !== undefined && counted !== format.counts) {
    return [...warnings, { code: 'not-counted', detail: `maps of this game count ${format.counts}, not ${counted}` }]
  }
  if (event.type === 'map_drawn' && event.score !== undefined && leaderOf(event.score) !== undefined) {
    const { home, away } = event.score
    return [...warnings, { code: 'score-contradicts-winner', detail: `a map that stands ${home}–${away} is drawn` }]
  }
  if (event.type !== 'map_won' || warnings.length > 0 || format.counts === 'kills') return warnings
  const { team, score = points } = event
  const leader = leaderOf(score)
  if (leader === team || (score.home === 0 && score.away === 0)) return warnings
  const detail = `${team} wins a map that stands ${score.home}–${score.away}`
  return [...warnings, { code: 'score-contradicts-winner', detail }]
}
