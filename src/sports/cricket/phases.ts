import { otherSide } from '../../match/sides.ts'
import { ordinal } from '../common/text/words.ts'
import { type CricketState, currentInnings, type Innings, openInnings } from './detail.ts'
import { formatOf } from './format.ts'
import { isChase, targetOf } from './scoring/chase.ts'

export const cricketPhases = {
  pre_match: 'not begun',
  toss: 'the toss was made',
  'innings_<n>': 'that innings is being played, or was the last',
  innings_break: 'between two innings',
  drinks: 'drinks break',
  lunch: 'lunch',
  tea: 'tea',
  stumps: 'over for today',
  '<name>': 'a break that the feed has named',
  awaiting_super_over: 'tied; a super over follows',
  'super_over_<n>': 'that super over is being played',
  ended: 'over',
}

/** `2nd innings`, `Super over` */
export function labelOf({ n, superOver }: Innings): string {
  if (superOver === undefined) return `${ordinal(n)} innings`
  return superOver === 1 ? 'Super over' : `Super over ${superOver}`
}

export function phaseOf({ n, superOver }: Innings): string {
  return superOver === undefined ? `innings_${n}` : `super_over_${superOver}`
}

/** The phase that the innings give: that of the one being played, or what follows the one played last. */
export function phaseNow(state: CricketState): string {
  const open = openInnings(state)
  if (open) return phaseOf(open)
  return currentInnings(state) ? phaseAfter(state) : 'pre_match'
}

/** The phase once the current innings is over. */
export function phaseAfter(state: CricketState): string {
  const format = formatOf(state)
  const innings = currentInnings(state)
  if (innings === undefined) return state.phase
  if (innings.superOver !== undefined) {
    const { home, away } = state.detail.superOvers?.[innings.superOver] ?? { home: 0, away: 1 }
    const isTied = innings.target !== undefined && home === away
    return isTied && format.superOver === 'repeat' ? 'awaiting_super_over' : phaseOf(innings)
  }
  if (!isChase(innings.n, format)) return isWonByInnings(state, innings) ? phaseOf(innings) : 'innings_break'
  const isTied = innings.runs + 1 === innings.target
  return isTied && format.superOver !== 'none' ? 'awaiting_super_over' : phaseOf(innings)
}

/** True if the third innings has left nothing to chase. */
function isWonByInnings(state: CricketState, { n, side }: Innings): boolean {
  return (
    n === 3 && formatOf(state).inningsPerSide === 2 && targetOf(state, { n: 4, side: otherSide(side) }) === undefined
  )
}
