import type { Reduced } from '../../../match/fold.ts'
import { otherSide } from '../../../match/sides.ts'
import type { PeriodScore, Result, Score, Side, Status } from '../../../match/state.ts'
import { ABANDONED, applyCommon, changeStatus, withDerivedResult } from '../../common/apply.ts'
import { sumUp, withOwed } from '../../common/owed.ts'
import { leaderOf, plainScore } from '../../common/sides.ts'
import { withoutTimeout } from '../../common/state.ts'
import { isOver, isSealed } from '../../common/status.ts'
import type { EventOf } from '../../contract/sport.ts'
import type { setsEvents } from './events.ts'
import { setNumberOf } from './place.ts'
import {
  type Ending,
  isComplete,
  isDecided,
  plainSet,
  type SetScore,
  type SetsMemory,
  setNumber,
  wonBy,
} from './score.ts'

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
      // A side has gone already, and the match with it: what is told of the other one later changes nothing.
      if (memory.ending && !isBothOut(memory.ending, event)) return reduced
      return { ...reduced, memory: { ...memory, ending: endingOf(memory.ending, event) } }
    case 'score':
    case 'score_adjust': {
      const { team, points } = event
      const { shown, owed } = sumUp(memory.won[team], memory.owed?.[team], points)
      return { ...reduced, memory: withOwed({ ...memory, won: { ...memory.won, [team]: shown } }, team, owed) }
    }
    case 'result_set': {
      const { awardedScore, sets } = event
      const given = applyCommon(reduced, event, at)
      const won = awardedScore ? plainScore(awardedScore) : sets && wonBy(sets)
      return won === undefined
        ? given
        : { ...given, memory: { ...given.memory, won, ...(sets && { sets: sets.map(plainSet) }) } }
    }
    default:
      return applyCommon(reduced, event, at)
  }
}

/** A side that never came, or was defaulted, wins nothing by the other side's default. */
function endingOf(
  before: Ending | undefined,
  { type, team }: { readonly type: Ending['method']; readonly team: Side },
): Ending {
  return { method: type, team: isBothOut(before, { type, team }) ? 'both' : team }
}

/** Whether neither side is left: the other one has gone in the same way before. */
export function isBothOut(
  before: Ending | undefined,
  { type, team }: { readonly type: string; readonly team?: Side },
): boolean {
  return type !== 'retired' && before?.method === type && before.team !== team && before.team !== 'both'
}

/**
 * Closes the set being played where the feed says that it is over, or that the next one begins: a clock ended it, or its
 * last point was lost. What comes after it then counts in the next set.
 */
export function closeEarly<Memory extends SetsMemory>(
  memory: Memory,
  event: SetBound,
  sport: ClosingSets<Memory>,
): Memory {
  const named = setNumberOf(event.period)
  if (named === undefined || memory.stage !== 'play' || isDecided(memory, sport.bestOf)) return memory
  const playing = setNumber(memory.won, sport.bestOf, memory.drawn)
  const isOver = event.type === 'period_end' ? named === playing : named > playing
  return isOver ? sport.closeNow(memory) : memory
}

/** A set begins or ends, as the feed says. */
export interface SetBound {
  readonly type: 'period_start' | 'period_end'
  readonly period: number | string
}

interface ClosingSets<Memory extends SetsMemory> {
  readonly bestOf: number
  /** Closes the set at the score shown; the memory itself if it is level. */
  closeNow(memory: Memory): Memory
}

/** A match in play whose memory changes. What is played after it was decided does not count. */
export function playIn<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  at: number,
  { isOver: isPlayOver, change }: { isOver(memory: Memory): boolean; change(memory: Memory): Memory },
): Reduced<Detail, Memory> {
  return isPlayOver(reduced.memory) ? reduced : onMemory(resume(reduced, at), change)
}

export function onMemory<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  change: (memory: Memory) => Memory,
): Reduced<Detail, Memory> {
  return { ...reduced, memory: change(reduced.memory) }
}

/** Play goes on, whatever was said before: a point ends a rain delay, and begins a match that nobody announced. */
function resume<Detail extends object, Memory extends SetsMemory>(
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
export interface SetsRules<Detail extends object, Memory extends SetsMemory> {
  readonly bestOf: number
  /** What the sport calls a set: `Game`; `Set` if left out. */
  readonly unit?: string
  /** True while nothing that is played can count. */
  isDecided(memory: Memory): boolean
  /** The phase while playing, if it is not that of a set by its number. */
  readonly playing?: string
  /** The set that is not over: what its column shows, and whether a point of it was played. */
  unfinished(memory: Memory): { readonly score: Score; readonly isBegun: boolean }
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
    ...(isUnderWay(memory) && { period: { n: number, label: `${unit} ${number}` } }),
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
  const { score, isBegun } = rules.unfinished(memory)
  const isShown = isBegun || (stage === 'play' && !isOver(status))
  if (isShown && !isComplete(won, rules.bestOf, drawn)) {
    periods.push({ label: `${unit} ${setNumber(won, rules.bestOf, drawn)}`, home: score.home, away: score.away })
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
