import { otherSide } from '../../../match/sides.ts'
import { inningsInOrder, runsOf } from '../../engines/innings/innings.ts'
import { type CricketDetail, type CricketState, type Innings, type OverMemory, properInnings } from '../detail.ts'
import { type CricketFormat, formatOf } from '../format.ts'
import { ballsUsed } from './over.ts'

/** Balls that the innings may last; undefined without a limit. */
export function limitInBalls(
  { oversLimit, ballsLimit }: { readonly oversLimit?: number; readonly ballsLimit?: number },
  ballsPerOver: number,
): number | undefined {
  return ballsLimit ?? (oversLimit === undefined ? undefined : oversLimit * ballsPerOver)
}

/** True for the last innings that the format knows: the one that chases a target. */
export function isChase(n: number, { inningsPerSide }: CricketFormat): boolean {
  return n === inningsPerSide * 2
}

/**
 * What wins: one more than the other side has over all its innings, less what this side has already. Undefined if this
 * is not the innings that decides, or if the side has it already.
 */
export function targetOf(state: CricketState, innings: Pick<Innings, 'n' | 'side' | 'superOver'>): number | undefined {
  const rivals = rivalsOf(state, innings)
  if (rivals === undefined) return undefined
  const target = runsOf(rivals, otherSide(innings.side)) - runsOf(rivals, innings.side) + 1
  return target > 0 ? target : undefined
}

/** The innings against which this one is played to the end; undefined if others follow it. */
function rivalsOf(state: CricketState, { n, superOver }: Pick<Innings, 'n' | 'superOver'>): Innings[] | undefined {
  const before = inningsInOrder(state.detail.innings).filter((other) => other.n < n)
  if (superOver !== undefined) {
    const first = before.filter((other) => other.superOver === superOver)
    return first.length > 0 ? first : undefined
  }
  return isChase(n, formatOf(state)) ? before.filter((other) => other.superOver === undefined) : undefined
}

/** What a chasing side still needs; undefined for an innings without a target. */
export function chaseOf(innings: Innings, over: OverMemory, ballsPerOver: number): CricketDetail['chase'] {
  if (innings.target === undefined) return undefined
  const needed = Math.max(0, innings.target - innings.runs)
  const limit = limitInBalls(innings, ballsPerOver)
  if (limit === undefined) return { target: innings.target, needed }
  const ballsLeft = Math.max(0, limit - ballsUsed(over, ballsPerOver))
  return { target: innings.target, needed, ballsLeft }
}

/** The lead of the batting side in a match of two innings a side; undefined in the first innings and in a chase. */
export function leadOf(state: CricketState, innings: Innings): number | undefined {
  const format = formatOf(state)
  if (format.inningsPerSide === 1 || innings.n === 1 || isChase(innings.n, format)) return undefined
  const played = properInnings(state.detail.innings)
  return runsOf(played, innings.side) - runsOf(played, otherSide(innings.side))
}

/** The powerplay in force for the next ball. */
export function powerplayOf(innings: Innings, over: OverMemory, ballsPerOver: number): number | undefined {
  const overs = ballsUsed(over, ballsPerOver) / ballsPerOver
  for (const [n, { from, to }] of Object.entries(innings.powerplays)) if (overs >= from && overs < to) return Number(n)
  return undefined
}

type Live = Pick<CricketDetail, 'chase' | 'lead' | 'powerplay'>

/** What follows from where the current innings stands; undefined takes a field away. */
export function liveOf(
  state: CricketState,
  innings: Innings,
  over: OverMemory,
): { [Key in keyof Live]: Live[Key] | undefined } {
  const { ballsPerOver } = formatOf(state)
  return {
    chase: chaseOf(innings, over, ballsPerOver),
    lead: leadOf(state, innings),
    powerplay: powerplayOf(innings, over, ballsPerOver),
  }
}
