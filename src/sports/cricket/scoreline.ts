import { otherSide } from '../../match/sides.ts'
import type { MatchState, Scoreline, Side, SideLine } from '../../match/state.ts'
import { scorelineOf } from '../common/text/scoreline.ts'
import { inWords } from '../common/text/words.ts'
import { runsOf } from '../engines/innings/innings.ts'
import {
  type CricketDetail,
  type CricketState,
  currentInnings,
  type Innings,
  openInnings,
  properInnings,
} from './detail.ts'
import { formatOf } from './format.ts'
import { countsInBalls, totalText } from './units.ts'

const BREAKS: ReadonlySet<string> = new Set(['drinks', 'lunch', 'tea'])

/** Totals of each side's innings, how far the last one is, who bats, and what is needed or who leads. */
export function cricketScoreline(state: MatchState<CricketDetail>): Scoreline {
  const isStumps = state.phase === 'stumps' && state.status === 'suspended'
  // Play that is over for the day is no interruption.
  return scorelineOf(isStumps ? { ...state, status: 'live' } : state, {
    home: lineOf(state, 'home'),
    away: lineOf(state, 'away'),
    serving: openInnings(state)?.side,
    situation: situationOf(state),
    standing: tossOf(state),
  })
}

/** `255 & 106/2`; with a super over `174/8 (15/1)`, its score behind that of the match. */
function lineOf(state: CricketState, side: Side): SideLine {
  const own = properInnings(state.detail.innings).filter((innings) => innings.side === side)
  const extra = superOverOf(state, side)
  const total = own.map(totalText).join(' & ')
  const main = extra ? `${total || '0'} (${totalText(extra)})` : total
  const shown = extra ?? own.at(-1)
  const sub = shown && howFar(state, shown)
  return { main, ...(sub !== undefined && { sub }) }
}

/** The side's innings in the super over that is or was played last. */
function superOverOf({ detail }: CricketState, side: Side): Innings | undefined {
  const all = Object.values(detail.innings).filter(({ superOver }) => superOver !== undefined)
  const last = Math.max(...all.map(({ superOver = 0 }) => superOver))
  return all.find((innings) => innings.superOver === last && innings.side === side)
}

/**
 * `4.1 ov`, `25 balls`. Of an innings that is over only where overs are limited, for otherwise nobody asks. Nothing where
 * a feed tells totals alone.
 */
function howFar(state: CricketState, innings: Innings): string | undefined {
  const { closedReason, oversLimit, ballsLimit, balls, overs, runs, wickets, extras } = innings
  if (closedReason !== undefined && oversLimit === undefined && ballsLimit === undefined) return undefined
  const isCounted = balls > 0 || (wickets === 0 && runs <= extras.wides + extras.noBalls + extras.penalty)
  if (!isCounted && overs === '0.0') return undefined
  return countsInBalls(state) ? `${balls} ${balls === 1 ? 'ball' : 'balls'}` : `${overs} ov`
}

/** What the side batting last needs, else who leads; after the name of a break. */
function situationOf(state: CricketState): string | undefined {
  const pause = breakOf(state)
  const stands = needOf(state) ?? superOverText(state) ?? leadText(state)
  return [pause, stands].filter(Boolean).join(': ') || undefined
}

function breakOf({ phase, status, detail }: CricketState): string | undefined {
  if (phase === 'stumps') return detail.day === undefined || status === 'live' ? 'Stumps' : `Stumps, day ${detail.day}`
  return BREAKS.has(phase) ? inWords(phase) : undefined
}

/** `Dale need 12 from 10`, in a match without a limit `Dale need 51 to win`. */
function needOf(state: CricketState): string | undefined {
  const { chase } = state.detail
  if (chase === undefined || chase.needed === 0) return undefined
  const open = openInnings(state)
  const last = currentInnings(state)
  const side = open?.side ?? (last && chaserAfter(state, last))
  if (side === undefined) return undefined
  return `${state[side].name} need ${chase.needed} ${chase.ballsLeft === undefined ? 'to win' : `from ${chase.ballsLeft}`}`
}

/** Who chases next: the other side, unless it has batted as often as it may. */
function chaserAfter(state: CricketState, { side, superOver }: Innings): Side {
  const other = otherSide(side)
  if (superOver !== undefined) return other
  const turns = properInnings(state.detail.innings).filter((innings) => innings.side === other).length
  return turns < formatOf(state).inningsPerSide ? other : side
}

function superOverText({ detail, phase }: CricketState): string | undefined {
  if (phase === 'awaiting_super_over') return 'Scores level, super over to come'
  if (detail.superOver === undefined || !phase.startsWith('super_over_')) return undefined
  return detail.superOver === 1 ? 'Super over' : `Super over ${detail.superOver}`
}

/** `Dale lead by 40` in a match of two innings each, of the side that bats or, between innings, of the one that leads. */
function leadText(state: CricketState): string | undefined {
  const played = properInnings(state.detail.innings)
  const closedFirst = played.length === 1 && played[0]?.closedReason !== undefined
  if (formatOf(state).inningsPerSide === 1 || (played.length < 2 && !closedFirst)) return undefined
  const home = runsOf(played, 'home') - runsOf(played, 'away')
  if (home === 0) return 'Scores level'
  const leader = home > 0 ? 'home' : 'away'
  const side = openInnings(state)?.side ?? leader
  return `${state[side].name} ${side === leader ? 'lead' : 'trail'} by ${Math.abs(home)}`
}

/** `Hill chose to bat`, until the second innings. */
function tossOf(state: CricketState): string | undefined {
  const { toss, innings } = state.detail
  if (toss === undefined || Object.keys(innings).length > 1) return undefined
  return `${state[toss.winner].name} chose to ${toss.decision}`
}
