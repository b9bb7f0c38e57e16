import { commonWarnings, contradiction, surprisesOfCommon } from '../common/surprises.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import { inningsAt, inningsInOrder, namedInnings } from '../engines/innings/innings.ts'
import {
  contradictionWarnings,
  contradictsInnings,
  contradictsItself,
  contradictsOrder,
  contradictsPlay,
  outAndNotIn,
} from './contradictions.ts'
import { type Batter, type CricketMemory, type CricketState, currentInnings, type Innings } from './detail.ts'
import type { CricketEvent, EventNamed } from './events.ts'
import { formatOf } from './format.ts'
import { limitInBalls } from './scoring/chase.ts'
import { NO_MEMORY, overOf } from './scoring/over.ts'
import { isDismissal } from './scoring/wicket.ts'

export const cricketWarnings = {
  ...commonWarnings,
  ...contradictionWarnings,
  'innings-not-open': {
    when: 'a delivery of an innings that has not begun or is over; it counts',
    example: '`delivery` after `innings_end`',
  },
  'dismissed-batter': {
    when: 'a batter of the delivery is out already, in this innings or in an earlier super over',
    example: '`"striker":"Ann"` after Ann was bowled',
  },
  'unusual-no-ball': {
    when: 'a no-ball worth something else than the format says',
    example: '`"noBalls":1` in `hundred`, where it is 2',
  },
  'contradicts-period': {
    when: 'the event names another innings or over than the board shows where it stands',
    example: '`"over":3` while over 5 is being bowled',
  },
  'already-recorded': {
    when: 'the same ball under another id; it counts, so delete one of them',
    example: 'two deliveries with `"over":4,"ballInOver":2`',
  },
  'beyond-limit': {
    when: 'more than the rules of the match allow; it counts',
    example: 'an 11th wicket, or a ball after the 10th; the 121st ball of a T20; a review with none left',
  },
  'impossible-player': {
    when: 'the player cannot do this; it counts',
    example: 'one bowler in two overs in a row; one batter at both ends',
  },
  'match-decided': {
    when: 'a ball after the target was reached; it counts, because a target may still be revised',
    example: '`delivery` at 151/3 chasing 151',
  },
} as const

type CricketWarning = Warning<keyof typeof cricketWarnings>

const SCORING: ReadonlySet<string> = new Set(['delivery', 'score', 'penalty_runs'])

export function cricketSurprises(
  state: CricketState,
  event: CricketEvent,
  memory: CricketMemory,
): readonly CricketWarning[] {
  // An innings brings the match to life as a period does elsewhere.
  const asCommon = event.type === 'innings_start' ? { type: 'period_start' } : event
  const warnings: CricketWarning[] = [
    ...surprisesOfCommon(state, asCommon, SCORING),
    ...contradictsOrder(state, event, memory),
    ...contradictsInnings(state, event),
  ]
  switch (event.type) {
    case 'delivery':
      return [...warnings, ...surprisesOfDelivery(state, event, memory)]
    case 'wicket':
      return [...warnings, ...ofCurrent(state, event), ...surprisingWicket(state, event)]
    case 'review_end':
      return [...warnings, ...noReviewLeft(state, event)]
    case 'batter_in':
      return [...warnings, ...ofCurrent(state, event), ...surprisingNext(state, event)]
    case 'score':
    case 'penalty_runs':
    case 'over_end':
    case 'bowler_change':
    case 'powerplay':
      return [...warnings, ...ofCurrent(state, event)]
    default:
      return warnings
  }
}

function surprisingWicket(state: CricketState, event: EventNamed<'wicket'>): CricketWarning[] {
  const innings = currentInnings(state)
  return [
    ...tooManyWickets(state, innings, [event]),
    ...(innings ? surprisingBatter(state, innings, event.playerOut) : []),
    ...outAndNotIn(state, innings, [event]),
  ]
}

function ofCurrent(state: CricketState, event: CricketEvent): CricketWarning[] {
  return contradiction(event, namedInnings({ ...event, n: undefined }), state.period?.n ?? 0)
}

function surprisingNext(state: CricketState, { batter }: EventNamed<'batter_in'>): CricketWarning[] {
  const innings = currentInnings(state)
  return innings ? surprisingBatter(state, innings, batter) : []
}

function surprisesOfDelivery(
  state: CricketState,
  delivery: EventNamed<'delivery'>,
  memory: CricketMemory,
): CricketWarning[] {
  const named = namedInnings(delivery)
  const innings = named === undefined ? currentInnings(state) : inningsAt(state.detail.innings, named)
  if (innings === undefined) {
    return [{ code: 'innings-not-open', detail: `no innings ${named ?? 1} was started; this delivery starts it` }]
  }
  return [
    ...surprisingInnings(innings, delivery, memory),
    ...[delivery.striker, delivery.nonStriker].flatMap((batter) => surprisingBatter(state, innings, batter)),
    ...surprisingNoBall(formatOf(state).noBallRuns, delivery),
    ...tooManyWickets(state, innings, delivery.wickets ?? []),
    ...surprisingOver(state, innings, delivery, memory),
    ...bothEnds(delivery),
    ...beyondTarget(innings, memory),
    ...contradictsItself(delivery),
    ...contradictsPlay(state, innings, delivery, memory),
    ...outAndNotIn(state, innings, delivery.wickets ?? [], [delivery.striker, delivery.nonStriker]),
  ]
}

/** What the over of a delivery makes surprising: a ball that is there already, one too many, one bowler twice in a row. */
function surprisingOver(
  state: CricketState,
  innings: Innings,
  { over: named, ballInOver, bowler }: EventNamed<'delivery'>,
  memory: CricketMemory,
): CricketWarning[] {
  const { ballsPerOver, ballsPerEnd } = formatOf(state)
  const { over, nextBowler } = memory.innings[innings.n] ?? NO_MEMORY
  const begun = overOf(over, named, ballsPerOver)
  const warnings: CricketWarning[] = []
  if (named !== undefined && named < over.n) {
    warnings.push({ code: 'contradicts-period', detail: `over ${named} while over ${over.n} is on the board` })
  }
  if (begun.n === over.n && named === over.n && ballInOver !== undefined && over.balls?.includes(ballInOver)) {
    warnings.push({
      code: 'already-recorded',
      detail: `ball ${named}.${ballInOver} is there already, under another id`,
    })
  }
  const limit = limitInBalls(innings, ballsPerOver)
  if (limit !== undefined && begun.n * ballsPerOver >= limit) {
    warnings.push({
      code: 'beyond-limit',
      detail: `over ${begun.n} of an innings of ${limit} balls; overs count from 0`,
    })
  }
  const next = bowler ?? nextBowler
  // In The Hundred a bowler may have both sets of five balls from one end.
  const isInARow = begun.n === over.n + 1 && next !== undefined && next === over.bowler && ballsPerEnd <= ballsPerOver
  if (isInARow && !over.isShared) {
    warnings.push({ code: 'impossible-player', detail: `${next} bowls over ${begun.n}, and has bowled the one before` })
  }
  return warnings
}

function tooManyWickets(
  state: CricketState,
  innings: Innings | undefined,
  wickets: readonly { readonly kind: Parameters<typeof isDismissal>[0] }[],
): CricketWarning[] {
  if (innings === undefined) return []
  const all = innings.superOver === undefined ? formatOf(state).wickets : Math.min(2, formatOf(state).wickets)
  const fallen = innings.wickets + wickets.filter(({ kind }) => isDismissal(kind)).length
  if (fallen <= all || fallen === innings.wickets) return []
  return [{ code: 'beyond-limit', detail: `wicket ${fallen} of innings ${innings.n}, which has ${all}` }]
}

function bothEnds({ striker, nonStriker }: EventNamed<'delivery'>): CricketWarning[] {
  if (striker === undefined || striker !== nonStriker) return []
  return [{ code: 'impossible-player', detail: `${striker} is at both ends` }]
}

function beyondTarget(innings: Innings, memory: CricketMemory): CricketWarning[] {
  const { runs, target } = innings
  if (target === undefined || runs < target || isClosedByFeed(innings, memory)) return []
  return [{ code: 'match-decided', detail: `${runs} runs had reached the target of ${target} before this ball` }]
}

function noReviewLeft({ detail, pending }: CricketState, event: EventNamed<'review_end'>): CricketWarning[] {
  const { reviews } = detail
  const asked = pending.findLast(({ id, subject }) => subject !== undefined && (event.review ?? id) === id)
  const team = event.team ?? asked?.team
  if (team === undefined || reviews === undefined || event.decision !== 'struck_down' || event.umpiresCall) return []
  return reviews[team] > 0 ? [] : [{ code: 'beyond-limit', detail: `${team} had no review left` }]
}

function surprisingInnings(
  innings: Innings,
  { wickets = [] }: EventNamed<'delivery'>,
  memory: CricketMemory,
): CricketWarning[] {
  const { n, closedReason } = innings
  if (isClosedByFeed(innings, memory)) {
    return [{ code: 'innings-not-open', detail: `innings ${n} is over: ${closedReason}` }]
  }
  // A wicket too many has words of its own.
  if (closedReason !== 'all_out' || wickets.length > 0) return []
  return [{ code: 'beyond-limit', detail: `a ball of innings ${n}, in which ${innings.wickets} wickets had fallen` }]
}

/** One that the laws closed takes another ball of its last over (Law 17.5); what is beyond them has words of its own. */
function isClosedByFeed({ n, closedReason }: Innings, { closedByLaw }: CricketMemory): boolean {
  return closedReason !== undefined && closedByLaw?.n !== n
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
