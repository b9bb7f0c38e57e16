import { z } from 'zod'
import { stopClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { Board } from '../../match/fold.ts'
import type { Position } from '../../match/order.ts'
import type { Fixture, MatchState, Result } from '../../match/state.ts'
import { applyCommon, settleResult } from '../common/apply.ts'
import { type CommonEvent, commonEvents } from '../common/events.ts'
import { leaderOf, otherSide } from '../common/sides.ts'
import { onState, startState, withClock } from '../common/state.ts'
import { isOver } from '../common/status.ts'
import { commonWarnings, surprisesOfCommon } from '../common/surprises.ts'
import { plainJson } from '../contract/fields.ts'
import { defineSport } from '../contract/sport.ts'
import { readClockedPosition } from '../engines/clocked/place.ts'
import { advanceClock, applyClocked, settlePhase } from '../engines/clocked/play.ts'
import { type ClockedMemory, type ClockedRules, numberOfPeriod } from '../engines/clocked/rules.ts'

const genericFormat = z.strictObject({
  rank: z
    .enum(['highest', 'lowest'])
    .default('highest')
    .describe('who wins: the side with the highest score, or with the lowest'),
  clock: z.enum(['none', 'up', 'down']).default('none').describe('which way the clock counts, if there is one'),
  periodMin: z
    .int()
    .min(1)
    .max(600)
    .default(10)
    .describe('length of a period in minutes: what a clock counts down from'),
  periodLabel: z
    .string()
    .min(1)
    .max(16)
    .default('P')
    .describe('what stands before the number of a period that has no name of its own: `P1`'),
})

type GenericFormat = z.output<typeof genericFormat>

const genericDetail = z.record(z.string(), plainJson).describe('the `detail` of the last `score_set` that had one')
type GenericDetail = z.output<typeof genericDetail>

interface GenericMemory extends ClockedMemory {
  /** Names that the feed gave to periods; the first is period 1's. Empty where it gave a number. */
  readonly names: readonly string[]
  readonly breakKind?: string
}

type GenericBoard = Board<GenericDetail, GenericMemory>

/**
 * Any sport of two sides that we have no rules for: points, periods by number or by any name, breaks of any kind.
 * `score_set` may carry a `detail` that becomes the board's.
 */
export const generic = defineSport({
  name: 'generic',
  title: 'Any other sport',
  about:
    'Any sport of two sides that has no rules here: points, periods by number or by any name, breaks of any kind. The feed says what happens; little follows by itself.',
  format: genericFormat,
  events: commonEvents,
  detail: genericDetail,
  phases: {
    pre_match: 'not begun',
    playing: 'under way, without periods',
    'period_<n>': 'that period is being played',
    break: 'between two periods',
    '<name>': 'a period or a break that the feed has named',
    ended: 'over',
  },
  start,
  apply,
  readPosition,
  warnings: commonWarnings,
  surprises: (state, event) => surprisesOfCommon(state, event),
  keyEvents: new Set(Object.keys(commonEvents).filter((type) => type !== 'clock' && type !== 'note')),
})

function start(fixture: Fixture): GenericBoard {
  const format = genericFormat.parse(fixture.format ?? {})
  return { state: startState(fixture, { phase: 'pre_match', detail: {}, format }), memory: { names: [] } }
}

function apply(board: GenericBoard, event: CommonEvent, at: number): GenericBoard {
  const named = withName(board, event)
  const rules = rulesOf(named.state.format as GenericFormat, named.memory)
  const applied = applyEvent(rules, advanceClock(rules, named, event, at), event, at)
  const settled = settleOwnPhase(settlePhase(rulesOf(formatOf(applied), applied.memory), applied))
  return settleResult(settled, ({ state }) => resultOf(formatOf(applied), state))
}

function applyEvent(rules: ClockedRules, board: GenericBoard, event: CommonEvent, at: number): GenericBoard {
  switch (event.type) {
    case 'break_start': {
      const { clock } = board.state
      const stopped = onState(board, (state) => withClock(state, clock && stopClock(clock, at)))
      return { ...stopped, memory: { ...stopped.memory, breakKind: event.kind } }
    }
    case 'break_end':
      return withoutBreak(board)
    case 'period_start':
    case 'match_end':
      return applyClocked(rules, withoutBreak(board), event, at)
    case 'match_start':
    case 'status_set':
    case 'interruption_end':
      // The first period is not begun yet: the feed may give it a name.
      return board.state.period ? applyClocked(rules, board, event, at) : applyCommon(board, event, at)
    case 'score_set': {
      const { detail } = event
      const set = applyClocked(rules, board, event, at)
      return detail === undefined ? set : onState(set, (state) => ({ ...state, detail }))
    }
    default:
      return applyClocked(rules, board, event, at)
  }
}

/** A period with a name that was not heard before is the next one. */
function withName(board: GenericBoard, event: CommonEvent): GenericBoard {
  if ((event.type !== 'period_start' && event.type !== 'period_end') || typeof event.period !== 'string') return board
  const { names } = board.memory
  if (numberOfPeriod(rulesOf(formatOf(board), board.memory), event.period) !== undefined) return board
  const next = Math.max(names.length, board.state.period?.n ?? 0)
  const filled = Array.from({ length: next }, (_, index) => names[index] ?? '')
  return { ...board, memory: { ...board.memory, names: [...filled, event.period] } }
}

function rulesOf(format: GenericFormat, { names, breakKind }: GenericMemory): ClockedRules {
  const lengthMs = format.periodMin * 60_000
  return {
    clock: format.clock === 'none' ? 'none' : 'manual',
    plan(n) {
      const name = names[n - 1]
      const label = name || `${format.periodLabel}${n}`
      const bounds = format.clock === 'down' ? { startMs: lengthMs, endMs: 0 } : { startMs: 0, endMs: lengthMs }
      return n < 1 ? undefined : { n, label, phase: name || `period_${n}`, ...bounds, isPlayed: true }
    },
    phaseAfter: () => breakKind ?? 'break',
  }
}

/** A break of any name is a phase of its own; play without periods is just that. */
function settleOwnPhase(board: GenericBoard): GenericBoard {
  return onState(board, (state) => {
    const phase = isOver(state.status) ? state.phase : (board.memory.breakKind ?? phaseWithoutPeriod(state))
    return phase === state.phase ? state : { ...state, phase }
  })
}

function phaseWithoutPeriod({ period, status, phase }: MatchState): string {
  if (period !== undefined) return phase
  return status === 'live' || status === 'interrupted' || status === 'suspended' ? 'playing' : 'pre_match'
}

function withoutBreak(board: GenericBoard): GenericBoard {
  const { breakKind: _, ...memory } = board.memory
  return { ...board, memory }
}

function resultOf({ rank }: GenericFormat, { score }: MatchState): Result {
  const leader = leaderOf(score)
  const winner = rank === 'highest' || leader === 'draw' ? leader : otherSide(leader)
  return { winner, method: 'regulation', text: `${score.home}–${score.away}` }
}

function formatOf(board: GenericBoard): GenericFormat {
  return board.state.format as GenericFormat
}

/** Only numbered periods tell an order. A name that the feed made up does not: such events stay where they arrived. */
function readPosition(event: MatchEvent, last: Position, format: object): Position | undefined {
  return readClockedPosition(rulesOf(format as GenericFormat, { names: [] }), event, last)
}
