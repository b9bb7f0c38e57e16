import { commonWarnings, surprisesOfCommon } from '../common/surprises.ts'
import type { Warning } from '../contract/sport.ts'
import { inningsAt, inningsInOrder, namedInnings } from '../engines/innings/innings.ts'
import { type Batter, type CricketState, currentInnings, type Innings } from './detail.ts'
import type { CricketEvent, EventNamed } from './events.ts'
import { formatOf } from './format.ts'

export const cricketWarnings = {
  ...commonWarnings,
  'innings-not-open': 'a delivery of an innings that has not begun or is over',
  'dismissed-batter': 'a batter of the delivery is out already, in this innings or in an earlier super over',
  'unusual-no-ball': 'a no-ball worth something else than the format says',
} as const

type CricketWarning = Warning<keyof typeof cricketWarnings>

const SCORING: ReadonlySet<string> = new Set(['delivery', 'score', 'penalty_runs'])

export function cricketSurprises(state: CricketState, event: CricketEvent): readonly CricketWarning[] {
  // An innings brings the match to life as a period does elsewhere.
  const asCommon = event.type === 'innings_start' ? { type: 'period_start' } : event
  const warnings = surprisesOfCommon(state, asCommon, SCORING)
  return event.type === 'delivery' ? [...warnings, ...surprisesOfDelivery(state, event)] : warnings
}

function surprisesOfDelivery(state: CricketState, delivery: EventNamed<'delivery'>): CricketWarning[] {
  const named = namedInnings(delivery)
  const innings = named === undefined ? currentInnings(state) : inningsAt(state.detail.innings, named)
  if (innings === undefined) {
    return [{ code: 'innings-not-open', detail: `no innings ${named ?? 1} was started; this delivery starts it` }]
  }
  return [
    ...surprisingInnings(innings),
    ...[delivery.striker, delivery.nonStriker].flatMap((batter) => surprisingBatter(state, innings, batter)),
    ...surprisingNoBall(formatOf(state).noBallRuns, delivery),
  ]
}

function surprisingInnings({ n, closedReason }: Innings): CricketWarning[] {
  if (closedReason === undefined) return []
  return [{ code: 'innings-not-open', detail: `innings ${n} is over: ${closedReason}` }]
}

function surprisingBatter(state: CricketState, innings: Innings, batter: string | undefined): CricketWarning[] {
  if (batter === undefined) return []
  const out = dismissalIn(innings, batter)
  if (out) return [{ code: 'dismissed-batter', detail: `${batter} is out: ${out.how}` }]
  const before = earlierSuperOvers(state, innings).find((earlier) => dismissalIn(earlier, batter))
  if (before === undefined) return []
  const detail = `${batter} was out in super over ${before.superOver}: ${dismissalIn(before, batter)?.how}`
  return [{ code: 'dismissed-batter', detail }]
}

function dismissalIn({ batters }: Innings, name: string): Batter['out'] {
  return Object.hasOwn(batters, name) ? batters[name]?.out : undefined
}

/**
 * The side's innings in the super overs before this one. Who was out in any of them may not bat in a later one (ICC
 * playing conditions, procedure for the super over); who was out in the match itself may.
 */
function earlierSuperOvers({ detail }: CricketState, { n, side, superOver }: Innings): Innings[] {
  if (superOver === undefined) return []
  return inningsInOrder(detail.innings).filter(
    (other) => other.superOver !== undefined && other.n < n && other.side === side,
  )
}

function surprisingNoBall(noBallRuns: number, { noBalls = 0 }: EventNamed<'delivery'>): CricketWarning[] {
  if (noBalls === 0 || noBalls === noBallRuns) return []
  return [{ code: 'unusual-no-ball', detail: `a no-ball for ${noBalls}; in this format it is worth ${noBallRuns}` }]
}
