import type { Reduced } from '../../match/fold.ts'
import { otherSide } from '../../match/sides.ts'
import type { Score, Side } from '../../match/state.ts'
import { leaderOf, plainScore } from '../common/sides.ts'
import { isOver } from '../common/status.ts'
import type { GenericEvent } from './events.ts'
import type { GenericFormat } from './format.ts'
import { type GenericMemory, genericRules } from './periods.ts'

const NIL: Score = { home: 0, away: 0 }

/** Where the score counts periods, events credit points: the sum of the lines stands for the score while they do. */
export function withPoints<Detail extends object>(
  reduced: Reduced<Detail, GenericMemory>,
): Reduced<Detail, GenericMemory> {
  const { state } = reduced
  if ((state.format as GenericFormat).counts !== 'periods') return reduced
  const sum = (side: Side) => state.periods.reduce((total, line) => total + (line[side] ?? 0), 0)
  return { ...reduced, state: { ...state, score: { home: sum('home'), away: sum('away') } } }
}

/** The periods that each side has won, of those that are over; or as a `score_set` or an award said, and those since then. */
export function withWonPeriods<Detail extends object>(
  reduced: Reduced<Detail, GenericMemory>,
  event: GenericEvent,
): Reduced<Detail, GenericMemory> {
  const { state } = reduced
  const format = state.format as GenericFormat
  if (format.counts !== 'periods') return reduced
  const ended = isOver(state.status) ? (state.period?.n ?? 0) : (reduced.memory.endedPeriod ?? 0)
  const given = event.type === 'score_set' ? event.score : event.type === 'result_set' ? event.awardedScore : undefined
  const told = given ? { ...plainScore(given), after: ended } : reduced.memory.won
  const rules = genericRules(format, reduced.memory)
  const score = { home: told?.home ?? 0, away: told?.away ?? 0 }
  for (let n = (told?.after ?? 0) + 1; n <= ended; n += 1) {
    const line = state.periods.find(({ label }) => label === rules.plan(n)?.label)
    const leader = leaderOf({ ...NIL, ...line })
    if (leader !== 'draw') score[format.rank === 'highest' ? leader : otherSide(leader)] += 1
  }
  return { state: { ...state, score }, memory: told === undefined ? reduced.memory : { ...reduced.memory, won: told } }
}
