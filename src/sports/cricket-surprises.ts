import { surprisesOfCommon } from './common-surprises.ts'
import { type CricketState, currentInnings, type Innings } from './cricket-detail.ts'
import type { CricketEvent, EventNamed } from './cricket-events.ts'
import { formatOf } from './cricket-format.ts'
import { inningsAt, namedInnings } from './innings.ts'
import type { Warning } from './sport.ts'

const SCORING: ReadonlySet<string> = new Set(['delivery', 'score', 'penalty_runs'])

/** Beyond what is surprising in any sport: `innings-not-open`, `dismissed-batter`, `unusual-no-ball`. */
export function cricketSurprises(state: CricketState, event: CricketEvent): readonly Warning[] {
  // An innings brings the match to life as a period does elsewhere.
  const asCommon = event.type === 'innings_start' ? { type: 'period_start' } : event
  const warnings = surprisesOfCommon(state, asCommon, SCORING)
  return event.type === 'delivery' ? [...warnings, ...surprisesOfDelivery(state, event)] : warnings
}

function surprisesOfDelivery(state: CricketState, delivery: EventNamed<'delivery'>): Warning[] {
  const named = namedInnings(delivery)
  const innings = named === undefined ? currentInnings(state) : inningsAt(state.detail.innings, named)
  if (innings === undefined) {
    return [{ code: 'innings-not-open', detail: `no innings ${named ?? 1} was started; this delivery starts it` }]
  }
  return [...surprisesInInnings(innings, delivery), ...surprisingNoBall(formatOf(state).noBallRuns, delivery)]
}

function surprisesInInnings(innings: Innings, { striker }: EventNamed<'delivery'>): Warning[] {
  const warnings: Warning[] = []
  if (innings.closedReason !== undefined) {
    warnings.push({ code: 'innings-not-open', detail: `innings ${innings.n} is over: ${innings.closedReason}` })
  }
  const batter = striker !== undefined && Object.hasOwn(innings.batters, striker) ? innings.batters[striker] : undefined
  if (batter?.out) {
    warnings.push({ code: 'dismissed-batter', detail: `${striker} is out: ${batter.out.how}` })
  }
  return warnings
}

function surprisingNoBall(noBallRuns: number, { noBalls = 0 }: EventNamed<'delivery'>): Warning[] {
  if (noBalls === 0 || noBalls === noBallRuns) return []
  return [{ code: 'unusual-no-ball', detail: `a no-ball for ${noBalls}; in this format it is worth ${noBallRuns}` }]
}
