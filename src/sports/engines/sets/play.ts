import type { Reduced } from '../../../match/fold.ts'
import type { Side } from '../../../match/state.ts'
import { applyCommon, changeStatus } from '../../common/apply.ts'
import { sumUp, withOwed } from '../../common/owed.ts'
import { plainScore } from '../../common/sides.ts'
import { withoutTimeout } from '../../common/state.ts'
import { isSealed } from '../../common/status.ts'
import type { EventOf } from '../../contract/sport.ts'
import type { setsEvents } from './events.ts'
import { setNumberOf } from './place.ts'
import { type Ending, isDecided, plainSet, type SetsMemory, setNumber, wonBy } from './score.ts'

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

/** A set begins or ends: the one being played is closed first. Where that decides the match, no other begins. */
export function applySetBound<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  event: Extract<SetsEvent, { type: 'period_start' | 'period_end' }>,
  at: number,
  sport: ClosingSets<Memory> & { isOver(memory: Memory): boolean },
): Reduced<Detail, Memory> {
  const closed = onMemory(reduced, (memory) => closeEarly(memory, event, sport))
  return sport.isOver(closed.memory) ? closed : applySets(closed, event, at)
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

/** What the feed says that the score is. With something played it begins a match that nobody announced; it does not end a rain delay. */
export function applyCheckpoint<Detail extends object, Memory extends SetsMemory>(
  reduced: Reduced<Detail, Memory>,
  at: number,
  change: (memory: Memory) => Memory,
): Reduced<Detail, Memory> {
  const { status } = reduced.state
  const changed = onMemory(reduced, change)
  const isUnannounced = (status === 'scheduled' || status === 'delayed') && hasBegun(changed.memory)
  return isUnannounced ? changeStatus(changed, 'live', at) : changed
}

/** True from the first point on, also once the match is over. */
export function hasBegun({ stage }: SetsMemory): boolean {
  return stage === 'play' || stage === 'break'
}
