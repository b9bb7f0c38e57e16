import type { Reduced } from '../../../match/fold.ts'
import type { PeriodScore, Result, Score, Side, Status } from '../../../match/state.ts'
import { applyCommon, changeStatus, withDerivedResult } from '../../common/apply.ts'
import { leaderOf, otherSide } from '../../common/sides.ts'
import { withoutTimeout } from '../../common/state.ts'
import { isOver, isSealed } from '../../common/status.ts'
import type { EventOf } from '../../contract/sport.ts'
import type { setsEvents } from './events.ts'
import { isWon, type SetScore, type SetsMemory, setNumber } from './score.ts'
import { setsText } from './text.ts'

/** What is folded in the same way in all sports of sets. The sport itself folds points, service and `score_set`. */
export type SetsEvent = Exclude<EventOf<typeof setsEvents>, { type: 'service' | 'score_set' }>

export function applySets<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  event: SetsEvent,
  at: number,
): Reduced<Detail, Memory> {
  const { memory } = reduced
  switch (event.type) {
    case 'match_start':
    case 'period_start':
      return resume(reduced, at)
    case 'warm_up':
      return memory.stage === 'pre_match' ? { ...reduced, memory: { ...memory, stage: 'warm_up' } } : reduced
    case 'retired':
    case 'walkover':
    case 'default':
      return { ...reduced, memory: { ...memory, ending: { method: event.type, team: event.team } } }
    case 'score':
    case 'score_adjust': {
      const sets = Math.max(0, memory.won[event.team] + event.points)
      return { ...reduced, memory: { ...memory, won: { ...memory.won, [event.team]: sets } } }
    }
    default:
      return applyCommon(reduced, event, at)
  }
}

/** Play goes on, whatever was said before: a point ends a rain delay, and begins a match that nobody announced. */
export function resume<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  at: number,
): Reduced<Detail, Memory> {
  const state = withoutTimeout(reduced.state)
  const { status } = state
  const memory = reduced.memory.stage === 'play' ? reduced.memory : { ...reduced.memory, stage: 'play' as const }
  const playing = { state, memory }
  return status === 'live' || isSealed(status) || status === 'abandoned' ? playing : changeStatus(playing, 'live', at)
}

/** A checkpoint with something played begins a match that nobody announced; it does not end a rain delay. */
export function begin<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  at: number,
): Reduced<Detail, Memory> {
  const { status } = reduced.state
  const isUnannounced = (status === 'scheduled' || status === 'delayed') && isUnderWay(reduced.memory)
  return isUnannounced ? changeStatus(reduced, 'live', at) : reduced
}

function isUnderWay({ stage }: SetsMemory): boolean {
  return stage === 'play' || stage === 'break'
}

/** What the sport knows that the common part needs: when nothing counts any more, and how to word the result. */
export interface SetsRules<Memory extends SetsMemory> {
  readonly bestOf: number
  isDecided(memory: Memory): boolean
  /** The phase while playing, if it is not that of a set by its number. */
  readonly playing?: string
  /** The set that is not over. */
  readonly unfinished?: Score
  /** How many points win the tie-break of that set; 7 if left out. */
  readonly tiebreakTo?: (setNumber: number) => number
  /** What else the result has to say. */
  readonly afterword?: (winner: Side) => string
}

/**
 * Brings the common part of the state in line with the memory: score, phase, periods, status and result. Call it after
 * every event.
 */
export function showSets<Detail extends object, Memory extends SetsMemory>(
  before: Reduced<Detail, Memory>,
  changed: Reduced<Detail, Memory>,
  at: number,
  rules: SetsRules<Memory>,
): Reduced<Detail, Memory> {
  const reduced = followDecision(before, changed, at, rules)
  const { memory, state } = reduced
  const number = setNumber(memory.won, rules.bestOf)
  const phase = phaseOf(memory, state.status, rules.playing ?? `set_${number}`)
  const shown = {
    ...state,
    phase,
    ...(isUnderWay(memory) && { period: { n: number, label: `Set ${number}` } }),
    score: memory.won,
    periods: memory.sets === before.memory.sets ? state.periods : periodsOf(memory.sets),
  }
  return withDerivedResult({ state: shown, memory }, () => resultOf(memory, state.status, rules))
}

/**
 * Ends the match when an event decided it, and lets it go on when a correction undid the decision. Only the event that
 * changes the decision changes the status, so that an operator's `status_set` after it stands.
 */
function followDecision<Detail extends object, Memory extends SetsMemory>(
  before: Reduced<Detail, Memory>,
  reduced: Reduced<Detail, Memory>,
  at: number,
  rules: SetsRules<Memory>,
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

function periodsOf(sets: readonly SetScore[]): PeriodScore[] {
  return sets.map(({ home, away }, index) => ({ label: `Set ${index + 1}`, home, away }))
}

function resultOf<Memory extends SetsMemory>(
  { sets, won, ending }: Memory,
  status: Status,
  { bestOf, unfinished, tiebreakTo, afterword }: SetsRules<Memory>,
): Result {
  const isComplete = isWon(won, bestOf)
  const givenUp = isComplete ? undefined : ending
  const winner = givenUp ? otherSide(givenUp.team) : leaderOf(won)
  if (winner === 'draw' || (status === 'abandoned' && !givenUp && !isComplete)) {
    return { winner: 'none', method: 'no_result' }
  }
  const score = setsText({ sets, winner, unfinished, tiebreakTo, method: givenUp?.method })
  const text = afterword ? `${score}, ${afterword(winner)}` : score
  return { winner, method: givenUp?.method ?? 'regulation', ...(text !== '' && { text }) }
}
