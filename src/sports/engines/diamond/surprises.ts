import { otherSide } from '../../../match/sides.ts'
import { isOver } from '../../common/status.ts'
import { commonWarnings, surprisesOfCommon } from '../../common/surprises.ts'
import { count } from '../../common/text/words.ts'
import type { Warning } from '../../contract/warnings/warning.ts'
import { inningsAt } from '../innings/innings.ts'
import { contradictions, contradictionWarnings } from './contradictions.ts'
import type { DiamondMemory, DiamondState } from './detail.ts'
import type { DiamondEvent, EventNamed } from './events.ts'
import { battingSideOf, halfLabel, namedHalf, PLAYS_AT_BAT } from './place.ts'
import { isOccupied, numberOfBase } from './plays/bases.ts'
import { halfOf } from './plays/enter.ts'
import { plateResult } from './plays/results.ts'
import { battingIn, isTop } from './reading.ts'

export const diamondWarnings = {
  ...commonWarnings,
  ...contradictionWarnings,
  'unknown-period': {
    when: 'no inning has this number or name',
    example: '`"period":"fifth"`; an inning is `5`, `top_5` or `bottom_5`',
  },
  'innings-not-open': {
    when: 'a play of a half that is over, or its beginning; its runs, hits and errors count, its outs and bases do not',
    example: '`{"type":"run","period":"top_5"}` in the bottom of the fifth',
  },
  'not-batting': {
    when: 'the side that is named does not bat in this half; the next half begins with its play',
    example: '`{"type":"plate_appearance","team":"home","result":"walk"}` with one out in the top of an inning',
  },
  'half-ended-early': {
    when: 'a half ends, or a play of the next one comes, with one or two outs: the last outs are missing',
    example: '`{"type":"half_inning_start","half":"bottom"}` with two out in the top',
  },
  'beyond-limit': {
    when: 'more than the rules of the match allow',
    example: 'a fourth out; a fifth ball; two more outs with two out',
  },
  'empty-base': {
    when: 'nobody stands on the base, or more runs than runners; a run counts, nobody is moved',
    example: '`{"type":"stolen_base","base":"second"}` with nobody on first',
  },
  'match-decided': {
    when: 'a play after the game was over; its runs, hits and errors count',
    example: '`plate_appearance` after a walk-off',
  },
} as const

type DiamondWarning = Warning<keyof typeof diamondWarnings>

const SCORING: ReadonlySet<string> = new Set(['score', 'run'])
const PLAYS: ReadonlySet<string> = new Set([...PLAYS_AT_BAT, 'error'])

const BOUNDS: ReadonlySet<string> = new Set(['half_inning_start', 'half_inning_end', 'period_start', 'period_end'])

export function diamondSurprises(
  state: DiamondState,
  event: DiamondEvent,
  memory: DiamondMemory,
): readonly DiamondWarning[] {
  const asCommon = event.type === 'half_inning_start' ? { type: 'period_start' } : event
  const warnings: DiamondWarning[] = surprisesOfCommon(state, asCommon, SCORING)
  if (isUnknown(event, memory)) {
    warnings.push({ code: 'unknown-period', detail: `there is no inning ${event.period}; say 5, top_5 or bottom_5` })
  }
  if (event.type === 'forfeit' && state.detail.ending === 'forfeit') {
    warnings.push({ code: 'match-decided', detail: 'the game was forfeited before; now the score is that of this one' })
  }
  warnings.push(...contradictions(state, event, memory))
  if (BOUNDS.has(event.type)) return [...warnings, ...surprisesOfBound(state, event as Bound, memory)]
  if (!PLAYS.has(event.type)) return warnings
  return [...warnings, ...surprisesOfPlay(state, event, memory)]
}

function isUnknown(event: DiamondEvent, { at }: DiamondMemory): boolean {
  return event.period !== undefined && namedHalf(event, at) === undefined
}

type Bound = EventNamed<'half_inning_start' | 'half_inning_end' | 'period_start' | 'period_end'>

/** What is surprising about the beginning or the end of a half. */
function surprisesOfBound(state: DiamondState, event: Bound, memory: DiamondMemory): DiamondWarning[] {
  const { at, halves } = memory
  const isStart = event.type.endsWith('_start')
  const n = namedHalf(event, at) ?? (isStart ? at + 1 : at)
  const side = battingSideOf(event)
  const warnings: DiamondWarning[] = []
  if (side !== undefined && battingIn(n) !== side) {
    warnings.push({ code: 'not-batting', detail: `${side} does not bat in the ${halfLabel(n)}` })
  }
  if (event.type === 'half_inning_start' && n <= at && (n < at || inningsAt(halves, n)?.closedReason !== undefined)) {
    warnings.push({ code: 'innings-not-open', detail: `the ${halfLabel(n)} begins, which is over` })
  }
  return isStart ? [...warnings, ...endedEarly(state, memory, n)] : [...warnings, ...endedEarly(state, memory, n + 1)]
}

/** Whether half `next` begins while the one before it has outs, and too few. Of a half without any the feed keeps none. */
function endedEarly({ status, detail }: DiamondState, { at, halves }: DiamondMemory, next: number): DiamondWarning[] {
  const { outs } = detail
  const isOpen = at > 0 && inningsAt(halves, at)?.closedReason === undefined && status === 'live'
  if (!isOpen || next <= at || (outs !== 1 && outs !== 2)) return []
  return [{ code: 'half-ended-early', detail: `the ${halfLabel(at)} is over with ${count(outs, 'out')}` }]
}

function surprisesOfPlay(state: DiamondState, event: DiamondEvent, memory: DiamondMemory): DiamondWarning[] {
  const { type } = event
  // The runs of the hit that ended the game may come one by one behind it.
  if (isOver(state.status)) {
    return type === 'run' ? [] : [{ code: 'match-decided', detail: `${type} after the game was over` }]
  }
  const n = halfOf({ state, memory }, event)
  const half = inningsAt(memory.halves, n)
  if (type !== 'score' && (n < memory.at || half?.closedReason !== undefined)) {
    return [{ code: 'innings-not-open', detail: `${type} of the ${halfLabel(n)}, which is over` }]
  }
  const others = notBatting(event, n, memory)
  const bases = n === memory.at ? state.detail.bases : {}
  const outs = n === memory.at ? state.detail.outs : 0
  const early = others.length > 0 ? others : endedEarly(state, memory, n)
  return [...early, ...beyondLimit(state, event, outs), ...emptyBase(event, bases)]
}

function notBatting(event: DiamondEvent, n: number, memory: DiamondMemory): DiamondWarning[] {
  const side = battingSideOf(event)
  const half = inningsAt(memory.halves, memory.at)
  if (side === undefined) return []
  const isOther = battingIn(n) !== side
  const isEarly = n > memory.at && memory.at > 0 && half !== undefined && half.closedReason === undefined
  const isBoard = event.type === 'score' && memory.at > 0 && battingIn(memory.at) !== side && event.period === undefined
  if (!isOther && !(isEarly && event.period === undefined) && !(isBoard && half?.closedReason === undefined)) return []
  const board = Math.max(1, isOther ? n : memory.at)
  const who = isTop(board) ? 'home' : 'away'
  return [{ code: 'not-batting', detail: `${who} does not bat in the ${halfLabel(board)}; ${otherSide(who)} does` }]
}

function beyondLimit({ detail }: DiamondState, event: DiamondEvent, before: number): DiamondWarning[] {
  const outs = outsOf(event)
  if (before + outs > 3) return [{ code: 'beyond-limit', detail: `${count(outs, 'more out')} with ${before} out` }]
  if (event.type !== 'pitch') return []
  const { balls, strikes } = detail
  if (balls < 4 && strikes < 3) return []
  return [{ code: 'beyond-limit', detail: `a pitch at ${balls}-${strikes}; the plate appearance before it is missing` }]
}

function outsOf(event: DiamondEvent): number {
  switch (event.type) {
    case 'plate_appearance':
      return event.outs ?? plateResult(event.result).outs
    case 'out':
      return event.outs ?? 1
    case 'caught_stealing':
    case 'runner_out':
      return 1
    default:
      return 0
  }
}

function emptyBase(event: DiamondEvent, bases: DiamondState['detail']['bases']): DiamondWarning[] {
  const from = baseOf(event)
  if (from !== undefined && !isOccupied(bases, from)) {
    return [{ code: 'empty-base', detail: `${event.type}, and nobody stands on base ${from}` }]
  }
  const runs = 'runs' in event ? (event.runs ?? 0) : 0
  const able = Object.keys(bases).length + (event.type === 'plate_appearance' ? 1 : 0)
  if (runs <= able) return []
  return [{ code: 'empty-base', detail: `${count(runs, 'run')}, and ${able} could score` }]
}

/** The base from which the runner of a play goes. */
function baseOf(event: DiamondEvent): number | undefined {
  switch (event.type) {
    case 'stolen_base':
    case 'caught_stealing':
      return numberOfBase(event.base) - 1
    case 'runner_out':
      return numberOfBase(event.base)
    case 'runner_advance':
      return numberOfBase(event.from)
    default:
      return undefined
  }
}
