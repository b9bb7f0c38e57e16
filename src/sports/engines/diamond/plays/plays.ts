import { otherSide } from '../../../../match/sides.ts'
import type { Side } from '../../../../match/state.ts'
import { withoutTimeout } from '../../../common/state.ts'
import { type Bases, type ReducedDiamond, withDetail, withoutBatter } from '../detail.ts'
import type { DiamondEvent, EventNamed } from '../events.ts'
import { closeHalf, creditRuns } from '../halves.ts'
import { battingIn } from '../reading.ts'
import { advance, BASES, isOccupied, moveRunner, numberOfBase, withoutBase, withoutRunner } from './bases.ts'
import { type Entered, enter } from './enter.ts'
import { NOT_THROWN, plateResult } from './results.ts'

const OUTS = 3
const HOME = 4
const BALLS = 4

const BALL_CALLS: ReadonlySet<string> = new Set(['ball', 'intentional_ball', 'automatic_ball'])
const STRIKE_CALLS: ReadonlySet<string> = new Set([
  'called_strike',
  'swinging_strike',
  'foul_tip',
  'missed_bunt',
  'foul_bunt',
  'automatic_strike',
])
/** A pitch moves the count; a foul is no third strike (Rule 5.09(a)). */
export function applyPitch(before: ReducedDiamond, event: EventNamed<'pitch'>): ReducedDiamond {
  const { reduced, n, isLate } = enter(before, event)
  const pitched = withPitcher(reduced, otherSide(battingIn(n)), event.pitcher, NOT_THROWN.has(event.call) ? 0 : 1)
  if (isLate) return pitched
  const { balls, strikes } = pitched.state.detail
  const { call } = event
  const batter = event.batter ?? event.player
  const isStrike = STRIKE_CALLS.has(call) || (call === 'foul' && strikes < 2)
  const counted = withDetail(pitched, {
    balls: BALL_CALLS.has(call) ? Math.min(BALLS, balls + 1) : balls,
    strikes: isStrike ? Math.min(3, strikes + 1) : strikes,
    ...(batter !== undefined && { batter }),
  })
  return { ...counted, state: withoutTimeout(counted.state) }
}

export function applyPlate(before: ReducedDiamond, event: EventNamed<'plate_appearance'>): ReducedDiamond {
  const entered = enter(before, event)
  const { n, isLate } = entered
  const result = plateResult(event.result)
  const side = battingIn(n)
  const pitched = withPitcher(entered.reduced, otherSide(side), event.pitcher, event.pitches ?? 0)
  const counted = withErrors(withHits(pitched, side, result.isHit ? 1 : 0), otherSide(side), result.isError ? 1 : 0)
  if (isLate) return creditRuns(counted, side, event.runs ?? (result.batterTo === HOME ? 1 : 0), n)
  const { bases, outs, batter } = counted.state.detail
  const made = event.outs ?? result.outs
  const player = event.batter ?? event.player ?? batter
  const move = advance(bases, {
    ...result,
    out: runnersOut(bases, made - (result.batterTo === 0 ? 1 : 0)),
    batter: player === undefined ? {} : { player },
    runs: event.runs ?? defaultRuns(bases, { brings: result.bringsHome === true, isThirdOut: outs + made >= OUTS }),
    bases: event.bases,
  })
  const moved = withDetail(withoutBatter(counted), { bases: move.bases })
  const done = withOuts(creditRuns(moved, side, move.runs, n), made)
  return { ...done, state: withoutTimeout(done.state) }
}

/** Nobody scores on the third out, unless the feed says so; a sacrifice fly brings the runner on third home. */
function defaultRuns(
  bases: Bases,
  { brings, isThirdOut }: { brings: boolean; isThirdOut: boolean },
): number | undefined {
  if (isThirdOut) return 0
  return brings && isOccupied(bases, BASES.length) ? 1 : undefined
}

/** The bases of those who are out beside the batter: the runner on first is forced, else the one nearest to home. */
function runnersOut(bases: Bases, n: number): number[] {
  const order = [1, 3, 2].filter((base) => isOccupied(bases, base))
  return order.slice(0, Math.max(0, n))
}

/** The other plays: on the bases, in the field, and those of a scorer who keeps no more than runs and outs. */
export function applyPlay(before: ReducedDiamond, event: DiamondEvent): ReducedDiamond | undefined {
  switch (event.type) {
    case 'pitch':
      return applyPitch(before, event)
    case 'plate_appearance':
      return applyPlate(before, event)
    case 'run': {
      const { reduced, n, isLate } = enter(before, event)
      const bases = withoutRunner(reduced.state.detail.bases, event.player)
      return creditRuns(isLate ? reduced : withDetail(reduced, { bases }), battingIn(n), 1, n)
    }
    case 'out': {
      const { reduced, isLate } = enter(before, event)
      return isLate ? reduced : withOuts(withoutBatter(reduced), event.outs ?? 1)
    }
    case 'stolen_base':
      return goTo(enter(before, event), numberOfBase(event.base) - 1, numberOfBase(event.base))
    case 'runner_advance':
      return goTo(enter(before, event), numberOfBase(event.from), numberOfBase(event.to))
    case 'caught_stealing':
      return runnerOut(enter(before, event), numberOfBase(event.base) - 1)
    case 'runner_out':
      return runnerOut(enter(before, event), numberOfBase(event.base))
    case 'wild_pitch':
    case 'passed_ball':
    case 'balk':
      return applyLoosePitch(before, event)
    case 'error': {
      const { reduced, n } = enter(before, event)
      return withErrors(reduced, otherSide(battingIn(n)), 1)
    }
    case 'pitching_change': {
      const team = event.team ?? otherSide(battingIn(Math.max(1, before.memory.at)))
      return withPitcher(before, team, event.player, 0)
    }
    case 'lineup': {
      // One that comes late does not bring back the pitcher who began.
      const isFirst = before.state.detail.pitching[event.team].player === undefined
      return isFirst ? withPitcher(before, event.team, event.pitcher, 0) : before
    }
    case 'batter': {
      const { reduced, isLate } = enter(before, event)
      return isLate ? reduced : withDetail(withoutBatter(reduced), { batter: event.player })
    }
    default:
      return undefined
  }
}

function applyLoosePitch(
  before: ReducedDiamond,
  event: EventNamed<'wild_pitch' | 'passed_ball' | 'balk'>,
): ReducedDiamond {
  const entered = enter(before, event)
  const { n, isLate } = entered
  const side = battingIn(n)
  const reduced = withPitcher(entered.reduced, otherSide(side), event.pitcher, 0)
  if (isLate) return creditRuns(reduced, side, event.runs ?? 0, n)
  const { bases, runs } = advance(reduced.state.detail.bases, { ...event, by: 1, batterTo: 0 })
  return creditRuns(withDetail(reduced, { bases }), side, runs, n)
}

function goTo({ reduced, n, isLate }: Entered, from: number, to: number): ReducedDiamond {
  const runs = to === HOME ? 1 : 0
  const moved = isLate ? reduced : withDetail(reduced, { bases: moveRunner(reduced.state.detail.bases, from, to) })
  return creditRuns(moved, battingIn(n), runs, n)
}

function runnerOut({ reduced, isLate }: Entered, from: number): ReducedDiamond {
  if (isLate) return reduced
  return withOuts(withDetail(reduced, { bases: withoutBase(reduced.state.detail.bases, from) }), 1)
}

/** Three outs end the half (Rule 5.09(e)). */
export function withOuts(reduced: ReducedDiamond, made: number): ReducedDiamond {
  if (made === 0) return reduced
  const outs = Math.min(OUTS, reduced.state.detail.outs + made)
  const counted = withDetail(reduced, { outs })
  return outs === OUTS ? closeHalf(counted, 'out') : counted
}

function withHits(reduced: ReducedDiamond, side: Side, n: number): ReducedDiamond {
  const { hits } = reduced.state.detail
  return n === 0 ? reduced : withDetail(reduced, { hits: { ...hits, [side]: hits[side] + n } })
}

function withErrors(reduced: ReducedDiamond, side: Side, n: number): ReducedDiamond {
  const { errors } = reduced.state.detail
  return n === 0 ? reduced : withDetail(reduced, { errors: { ...errors, [side]: errors[side] + n } })
}

/** Another pitcher begins with no pitches. One whose name comes later has thrown those before it. */
export function withPitcher(
  reduced: ReducedDiamond,
  side: Side,
  player: string | undefined,
  thrown: number,
): ReducedDiamond {
  const { pitching } = reduced.state.detail
  const now = pitching[side]
  const isOther = player !== undefined && now.player !== undefined && now.player !== player
  if (!isOther && thrown === 0 && (player === undefined || player === now.player)) return reduced
  const next = {
    ...now,
    ...(player !== undefined && { player }),
    pitches: Math.min(999, (isOther ? 0 : now.pitches) + thrown),
  }
  return withDetail(reduced, { pitching: { ...pitching, [side]: next } })
}
