import { otherSide } from '../../../match/sides.ts'
import type { Side } from '../../../match/state.ts'
import { inningsAt, lastInnings } from '../../engines/innings/innings.ts'
import type { CricketState, Innings, Limits, ReducedCricket } from '../detail.ts'
import { type CricketFormat, formatOf } from '../format.ts'
import { isChase, limitInBalls, targetOf } from './chase.ts'

/** An innings as an event announces it. What it leaves out follows from the run of the match. */
export interface Opening extends Limits {
  readonly n?: number | undefined
  readonly batting?: Side | undefined
  readonly superOver?: boolean | number
}

const NO_EXTRAS = { wides: 0, noBalls: 0, byes: 0, legByes: 0, penalty: 0 }

/** An innings as it begins: who bats, how long, for which target. What neither the event nor an earlier one says, the laws do. */
export function newInnings(reduced: ReducedCricket, n: number, opening: Opening): Innings {
  const { state, memory } = reduced
  const { next } = memory
  const superOver = superOverOf(reduced, opening)
  const side = opening.batting ?? turnOf(reduced, superOver)
  const penalty = superOver === undefined ? (next.penalty?.[side] ?? 0) : 0
  const place = { n, side, ...(superOver !== undefined && { superOver }) }
  const target = next.target ?? targetOf(state, place)
  const limits = limitsOf(reduced, place, opening)
  return {
    ...place,
    runs: penalty,
    wickets: 0,
    overs: '0.0',
    balls: 0,
    extras: { ...NO_EXTRAS, penalty },
    ...(target !== undefined && { target }),
    ...(next.targetMethod !== undefined && { targetMethod: next.targetMethod }),
    ...limits,
    batters: {},
    bowlers: {},
    powerplays: powerplaysOf(formatOf(state), limits, superOver),
    ...(isFollowOn(state, place) && { followOn: true }),
  }
}

function superOverOf({ state, memory }: ReducedCricket, { superOver }: Opening): number | undefined {
  if (typeof superOver === 'number') return superOver
  if (superOver === false) return undefined
  if (memory.next.superOver !== undefined) return memory.next.superOver
  const current = state.detail.superOver ?? 0
  const played = Object.values(state.detail.innings).filter((innings) => innings.superOver === current).length
  if (current > 0) return played < 2 ? current : current + 1
  return superOver === true || state.phase === 'awaiting_super_over' ? 1 : undefined
}

/**
 * Whose turn it is. The sides alternate (Law 13.2) unless the follow-on is enforced after the second innings (Law 14); a super over is begun by the side
 * that batted second before it.
 */
function turnOf({ state, memory }: ReducedCricket, superOver: number | undefined): Side {
  const { toss, innings } = state.detail
  const last = lastInnings(innings)
  if (last) {
    const beginsSuperOver = superOver !== undefined && last.superOver !== superOver
    const isFollowOn = memory.next.followOn === true && last.n === 2
    return isFollowOn || beginsSuperOver ? last.side : otherSide(last.side)
  }
  if (toss) return toss.decision === 'bat' ? toss.winner : otherSide(toss.winner)
  return 'home'
}

function isFollowOn(state: CricketState, { n, side }: Pick<Innings, 'n' | 'side'>): boolean {
  return formatOf(state).inningsPerSide === 2 && n === 3 && inningsAt(state.detail.innings, 2)?.side === side
}

function limitsOf(reduced: ReducedCricket, place: Pick<Innings, 'n' | 'superOver'>, opening: Limits): Limits {
  const format = formatOf(reduced.state)
  const { next } = reduced.memory
  if (hasLimit(opening)) return pickLimits(opening)
  if (next.limits) return pickLimits(next.limits)
  if (place.superOver !== undefined) {
    return format.countIn === 'balls' ? { ballsLimit: format.ballsPerOver } : { oversLimit: 1 }
  }
  // Overs taken from the first innings by rain are taken from the second too.
  const first =
    isChase(place.n, format) && format.inningsPerSide === 1 ? inningsAt(reduced.state.detail.innings, 1) : undefined
  return pickLimits(first ?? format)
}

export function pickLimits({ oversLimit, ballsLimit }: Limits): Limits {
  return { ...(oversLimit !== undefined && { oversLimit }), ...(ballsLimit !== undefined && { ballsLimit }) }
}

function powerplaysOf(format: CricketFormat, limits: Limits, superOver: number | undefined): Innings['powerplays'] {
  const isFull = limitInBalls(limits, format.ballsPerOver) === limitInBalls(format, format.ballsPerOver)
  if (superOver !== undefined || !isFull) return {}
  return Object.fromEntries(format.powerplays.map((to, i) => [i + 1, { from: format.powerplays[i - 1] ?? 0, to }]))
}

export function hasLimit({ oversLimit, ballsLimit }: Limits): boolean {
  return oversLimit !== undefined || ballsLimit !== undefined
}
