import type { Reduced } from '../../../match/fold.ts'
import { otherSide } from '../../../match/sides.ts'
import type { PeriodScore, Result, Score, Status } from '../../../match/state.ts'
import { ABANDONED, changeStatus, withDerivedResult } from '../../common/apply.ts'
import { leaderOf } from '../../common/sides.ts'
import { isOver, isSealed } from '../../common/status.ts'
import { hasBegun } from './play.ts'
import { isComplete, type SetScore, type SetsMemory, setNumber } from './score.ts'

/** What the sport knows that the common part needs: when nothing counts any more, and how to word the result. */
export interface SetsRules<Detail extends object, Memory extends SetsMemory> {
  readonly bestOf: number
  /** What the sport calls a set: `Game`; `Set` if left out. */
  readonly unit?: string
  /** True while nothing that is played can count. */
  isDecided(memory: Memory): boolean
  /** The phase while playing, if it is not that of a set by its number. */
  readonly playing?: string
  /** The set that is not over: what its column shows, and whether a point of it was played. */
  unfinished(memory: Memory): {
    readonly score: Score
    /** Its tie-break, which the column shows where the match ended in it. */
    readonly tiebreak?: Score | undefined
    readonly isBegun: boolean
  }
  /** The columns, where they are not one for each set. */
  columns?(memory: Memory): readonly PeriodScore[] | undefined
  /** A column beside the sets. */
  extraPeriod?(memory: Memory): PeriodScore | undefined
  /** The sport's own part of the state. */
  detail(memory: Memory, isOver: boolean): Detail
}

/**
 * Brings the state in line with the memory: score, phase, periods, status, result and the sport's own part. Call it after
 * every event.
 */
export function showSets<Detail extends object, Memory extends SetsMemory>(
  before: Reduced<Detail, Memory>,
  changed: Reduced<Detail, Memory>,
  at: number,
  rules: SetsRules<Detail, Memory>,
): Reduced<Detail, Memory> {
  const reduced = followDecision(before, changed, at, rules)
  const { memory, state } = reduced
  const number = setNumber(memory.won, rules.bestOf, memory.drawn)
  const { unit = 'Set' } = rules
  const phase = phaseOf(memory, state.status, rules.playing ?? `set_${number}`)
  const isAsBefore = memory === before.memory && state.status === before.state.status
  const shown = {
    ...state,
    phase,
    ...(hasBegun(memory) && { period: { n: number, label: `${unit} ${number}` } }),
    score: memory.won,
    ...(!isAsBefore && {
      periods: periodsOf(memory, state.status, rules),
      detail: rules.detail(memory, isOver(state.status)),
    }),
  }
  return withDerivedResult({ state: shown, memory }, () => resultOf(memory, rules), ABANDONED)
}

/**
 * Ends the match when an event decided it, and lets it go on when a correction undid the decision. Only the event that
 * changes the decision changes the status, so that an operator's `status_set` after it stands.
 */
function followDecision<Detail extends object, Memory extends SetsMemory>(
  before: Reduced<Detail, Memory>,
  reduced: Reduced<Detail, Memory>,
  at: number,
  rules: SetsRules<Detail, Memory>,
): Reduced<Detail, Memory> {
  const was = rules.isDecided(before.memory)
  const is = rules.isDecided(reduced.memory)
  const { status } = reduced.state
  if (is && !was && !isOver(status) && !isSealed(status)) return changeStatus(reduced, 'ended', at)
  if (was && !is && status === 'ended') return changeStatus(reduced, 'live', at)
  return reduced
}

function phaseOf({ stage }: SetsMemory, status: Status, playing: string): string {
  if (isOver(status)) return 'ended'
  if (stage === 'play') return playing
  return stage === 'break' ? 'set_break' : stage
}

/** The sets that are over, and the one being played; one that nobody began, or that ended before a point of it, is nowhere. */
function periodsOf<Memory extends SetsMemory>(
  memory: Memory,
  status: Status,
  rules: SetsRules<object, Memory>,
): PeriodScore[] {
  const { sets, won, stage, drawn } = memory
  const { unit = 'Set' } = rules
  const columns = rules.columns?.(memory)
  if (columns) return [...columns]
  const periods = sets.map((set, index) => periodOf(set, `${unit} ${index + 1}`))
  const { score, tiebreak, isBegun } = rules.unfinished(memory)
  const isShown = isBegun || (stage === 'play' && !isOver(status))
  if (isShown && !isComplete(won, rules.bestOf, drawn)) {
    const { home, away } = score
    const sub = isOver(status) ? tiebreak : undefined
    periods.push(
      periodOf({ home, away, ...(sub && { tiebreak: sub }) }, `${unit} ${setNumber(won, rules.bestOf, drawn)}`),
    )
  }
  const extra = rules.extraPeriod?.(memory)
  return extra ? [...periods, extra] : periods
}

function periodOf({ home, away, tiebreak }: SetScore, label: string): PeriodScore {
  return { label, home, away, ...(tiebreak && { sub: tiebreak }) }
}

function resultOf<Memory extends SetsMemory>(
  memory: Memory,
  { bestOf, unfinished }: SetsRules<object, Memory>,
): Result {
  const { won, ending, drawn = 0 } = memory
  if (ending && !isComplete(won, bestOf, drawn)) {
    return { winner: ending.team === 'both' ? 'none' : otherSide(ending.team), method: ending.method }
  }
  const isPlayed = won.home + won.away + drawn > 0 || unfinished(memory).isBegun
  return isPlayed ? { winner: leaderOf(won), method: 'regulation' } : { winner: 'none', method: 'no_result' }
}
