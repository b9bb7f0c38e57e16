import type { MatchState, Result, Side } from '../../../match/state.ts'
import { changeStatus } from '../../common/apply.ts'
import { leaderOf } from '../../common/sides.ts'
import { withScore } from '../../common/state.ts'
import { plainResultText, resultInWords } from '../../common/text/result-text.ts'
import { type GameDetail, shootoutOf } from './detail.ts'
import type { GameFormat } from './format.ts'
import type { Game, GameMemory, ReducedGame } from './game.ts'
import { hadOvertime, isSuddenDeath } from './periods.ts'

type State = MatchState<GameDetail>

/** Sudden death, a score to reach, a lead too large: the game is over at once, and goes on if the score is taken back. */
export function endIfDecided(game: Game, reduced: ReducedGame, at: number): ReducedGame {
  const { state } = reduced
  return state.status === 'live' && isDecided(game, state) ? changeStatus(reduced, 'ended', at) : reduced
}

function isDecided(game: Game, state: State): boolean {
  const { score, detail, period } = state
  const format = state.format as GameFormat
  if (leaderOf(score) === 'draw') return false
  const n = period?.n ?? 0
  const most = Math.max(score.home, score.away)
  const { targetScore = Number.POSITIVE_INFINITY, overtimeTarget = Number.POSITIVE_INFINITY, mercyLead } = format
  if (n <= format.periods && most >= targetScore) return true
  if (most >= (game.target?.(detail) ?? Number.POSITIVE_INFINITY)) return true
  if (mercyLead !== undefined && Math.abs(score.home - score.away) >= mercyLead) return true
  if (n > format.periods && mostSince(format, state) >= overtimeTarget) return true
  return isSuddenDeath(format, n)
}

/** What the side that scored more of them has scored since regulation ended. */
function mostSince({ periods: regulation }: GameFormat, { periods }: State): number {
  const later = periods.slice(regulation)
  const sum = (side: Side) => later.reduce((total, line) => total + (line[side] ?? 0), 0)
  return Math.max(sum('home'), sum('away'))
}

/** Where a won shoot-out counts as one more, the winner has it while the game is over, in a line of its own. */
export function withShootoutPoint(reduced: ReducedGame): ReducedGame {
  const { shootoutPoint: given, ...memory } = reduced.memory
  const told = given === undefined ? toldPoint(reduced.state) : undefined
  if (told !== undefined) {
    const periods = withToldPoint(reduced.state.periods, told)
    return { state: { ...reduced.state, periods }, memory: { ...(memory as GameMemory), shootoutPoint: told } }
  }
  const due = pointOf(reduced)
  if (due === given) return reduced
  const taken = given === undefined ? reduced.state : withScore(reduced.state, given, reduced.state.score[given] - 1)
  const periods = taken.periods.filter(({ label }) => label !== 'SO')
  if (due === undefined) return { state: { ...taken, periods }, memory }
  const line = { label: 'SO', home: 0, away: 0, [due]: 1 }
  const state = { ...withScore(taken, due, taken.score[due] + 1), periods: [...periods, line] }
  return { state, memory: { ...(memory as GameMemory), shootoutPoint: due } }
}

/** Whose the point is, where the feed knows no attempts and its total has the point already: a shoot-out begins at a level score. */
function toldPoint({ status, score, format, detail, result }: State): Side | undefined {
  const isOver = status === 'ended' || status === 'final'
  const winner = leaderOf(score)
  if (!isOver || (format as GameFormat).shootout !== 'counts_one' || shootoutOf(detail) !== undefined) return undefined
  if (winner === 'draw' || result?.method !== 'shootout' || result.winner !== winner) return undefined
  return Math.abs(score.home - score.away) === 1 ? winner : undefined
}

/** The point stood with the last period in which its side scored. */
function withToldPoint(periods: State['periods'], winner: Side): State['periods'] {
  const last = periods.findLastIndex((line) => (line[winner] ?? 0) > 0)
  if (last < 0) return periods
  const played = periods.map((line, index) => (index === last ? { ...line, [winner]: (line[winner] ?? 0) - 1 } : line))
  return [...played, { label: 'SO', home: 0, away: 0, [winner]: 1 }]
}

function pointOf({ state, memory }: ReducedGame): Side | undefined {
  const { shootout: kind } = state.format as GameFormat
  const isOver = state.status === 'ended' || state.status === 'final'
  const winner = shootoutWinner(state)
  if (kind !== 'counts_one' || winner === undefined || !isOver) return undefined
  const { shootoutPoint: given } = memory
  const played = given === undefined ? state.score : { ...state.score, [given]: state.score[given] - 1 }
  return leaderOf(played) === 'draw' ? winner : undefined
}

/** By the attempts; or as the feed has given the result, if it knows none of them. */
function shootoutWinner({ detail, result }: State): Side | undefined {
  const shootout = shootoutOf(detail)
  const given = result?.method === 'shootout' ? result.winner : undefined
  const winner = shootout === undefined ? given : (shootout.decided ?? leaderOf(shootout))
  return winner === 'home' || winner === 'away' ? winner : undefined
}

export function resultOf(game: Game, state: State): Result {
  const shootout = shootoutOf(state.detail)
  const byShootout = shootout && (shootout.decided ?? leaderOf(shootout))
  const winner = leaderOf(state.score)
  if (byShootout && byShootout !== 'draw' && (winner === 'draw' || (winner === byShootout && mayHavePoint(state)))) {
    return { winner: byShootout, method: 'shootout' }
  }
  if (winner === 'draw' || !hadOvertime(state)) return { winner, method: 'regulation' }
  return { winner, method: game.clock.overtime ?? 'overtime' }
}

/** True if the score may have the point of the shoot-out; where its attempts have not decided, a goal that came late leads. */
function mayHavePoint({ detail, format, periods }: State): boolean {
  if ((format as GameFormat).shootout !== 'counts_one') return false
  const { taken, decided } = shootoutOf(detail) ?? {}
  return taken === undefined || decided !== undefined || periods.some(({ label }) => label === 'SO')
}

/** `Owls won 3–2 in a shoot-out`, `Owls won in a shoot-out, 2–2 (3–1)`. */
export function wordsOf(game: Game, result: Omit<Result, 'text'>, state: State): string {
  const shootout = shootoutOf(state.detail)
  if (result.winner === 'draw' && game.level !== undefined)
    return plainResultText(result, state).replace(/^Draw/u, game.level)
  if (result.method !== 'shootout' || shootout === undefined || leaderOf(state.score) !== 'draw')
    return withOvertimeWords(game, plainResultText(result, state), state)
  const { home, away } = state.score
  return `${resultInWords(result, state)}, ${home}–${away} (${shootout.home}–${shootout.away})`
}

/** `in double overtime`, `in golden point`: how fans tell an overtime that was not the ordinary one. */
function withOvertimeWords({ suddenDeathWords }: Game, text: string, { format, period, periods }: State): string {
  const options = format as GameFormat
  if (suddenDeathWords !== undefined && isSuddenDeath(options, period?.n ?? 0)) {
    return text.replace(/after extra time$/u, suddenDeathWords)
  }
  const overtimes = periods.filter(({ label }) => label.startsWith('OT')).length
  if (overtimes < 2) return text
  return text.replace(/in overtime$/u, `in ${TIMES[overtimes] ?? `${overtimes} overtimes`}`)
}

const TIMES: Readonly<Record<number, string>> = { 2: 'double overtime', 3: 'triple overtime' }
