import { z } from 'zod'
import { stopClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { Reduced } from '../../match/fold.ts'
import type { Place } from '../../match/order.ts'
import type { Fixture, MatchState } from '../../match/state.ts'
import { ABANDONED, applyCommon, withDerivedResult } from '../common/apply.ts'
import type { CommonEvent } from '../common/events.ts'
import { onState, startState, withClock } from '../common/state.ts'
import { isOver } from '../common/status.ts'
import { commonWarnings, surprisesOfCommon } from '../common/surprises.ts'
import { corrections, ofTypes } from '../contract/corrections.ts'
import { plainJson } from '../contract/reading/fields.ts'
import { defineSport } from '../contract/sport.ts'
import { readClockedPlace } from '../engines/clocked/place.ts'
import { advanceClock, applyClocked, withPhase } from '../engines/clocked/play.ts'
import { type ClockedRules, MAX_PERIODS, numberOfPeriod } from '../engines/clocked/rules.ts'
import { clockedWarnings, surprisesOfClocked } from '../engines/clocked/surprises.ts'
import { attemptCorrections, shootoutFigures } from '../engines/game/corrections.ts'
import { countGeneric, type GenericCounts, tellGeneric } from './counts.ts'
import { type GenericEvent, genericEvents, halfPoints } from './events.ts'
import { type GenericFormat, genericFormat } from './format.ts'
import { type GenericMemory, genericRules } from './periods.ts'
import { genericResult, genericResultText } from './result.ts'
import { genericScoreline } from './scoreline.ts'
import { withPoints, withWonPeriods } from './won-periods.ts'

const genericDetail = z
  .record(z.string(), plainJson)
  .describe(
    'the `detail` of the last `score_set` that had one, with `fouls`, `cards` and `shootout` as they are counted, and `playedScore` beside an `awardedScore`',
  )
type GenericDetail = z.output<typeof genericDetail>

type ReducedGeneric = Reduced<GenericDetail, GenericMemory>

/**
 * Any sport of two sides that we have no rules for: points, periods by number or by any name, breaks of any kind.
 * `score_set` may carry a `detail` that becomes the state's.
 */
export const generic = defineSport({
  name: 'generic',
  title: 'Any other sport',
  about:
    'Any sport of two sides that has no rules here: points, periods by number or by any name, breaks of any kind. The feed says what happens; little follows by itself.',
  format: genericFormat,
  events: genericEvents,
  points: halfPoints,
  detail: genericDetail,
  phases: {
    pre_match: 'not begun',
    playing: 'under way, without periods',
    'period_<n>': 'that period is being played',
    'overtime_<n>': 'that overtime is being played, where the format says how many periods there are before',
    break: 'between two periods',
    awaiting_overtime: 'level after the last period; overtime follows',
    '<name>': 'a period or a break that the feed has named',
    ended: 'over',
  },
  start,
  apply,
  readPlace,
  scoreline: genericScoreline,
  // Clocks that count down show tenths in the last minute.
  clockFace: ({ clock }) => ({ show: clock?.dir === 'down' ? 'm:ss.t' : 'm:ss' }),
  resultText: genericResultText,
  warnings: { ...commonWarnings, ...clockedWarnings },
  surprises: (state, event, memory) => [
    ...surprisesOfCommon(state, event),
    ...(isNewName(event) || event.type === 'shootout_attempt'
      ? []
      : surprisesOfClocked(genericRules(state.format as GenericFormat, memory), state, event).filter(
          ({ code }) => code !== 'no-effect' || !endsOwnBreak(event, memory),
        )),
  ],
  corrections: [
    ...corrections(ofTypes(['card'], 'a card'), {
      delete: 'card_rescinded',
      restore: 'card_restored',
      edit: 'card_changed',
    }),
    ...attemptCorrections,
  ],
  figures: ({ detail }) => shootoutFigures(detail),
  keyEvents: new Set(Object.keys(genericEvents).filter((type) => type !== 'clock' && type !== 'note')),
})

function start(fixture: Fixture): ReducedGeneric {
  const format = genericFormat.parse(fixture.format ?? {})
  return { state: startState(fixture, { phase: 'pre_match', detail: {}, format }), memory: { names: [] } }
}

function apply(reduced: ReducedGeneric, event: GenericEvent, at: number): ReducedGeneric {
  const counts = reduced.memory.counts ?? {}
  const counted = countGeneric(counts, event)
  const told =
    event.type === 'score_set' || event.type === 'result_set' ? tellGeneric(counts, reduced.state, event) : undefined
  const named = withOvertime(withName(withPoints(reduced), event as CommonEvent), event)
  const rules = genericRules(named.state.format as GenericFormat, named.memory)
  const ahead = advanceClock(rules, named, event, at)
  const played = counted ? withCounts(ahead, counted) : applyEvent(rules, ahead, event as CommonEvent, at)
  const applied = withWonPeriods(told ? withCounts(played, told) : played, event)
  const derived = withOwnPhase(withPhase(genericRules(formatOf(applied), applied.memory), applied))
  return withDerivedResult(derived, ({ state, memory }) => genericResult(formatOf(applied), state, memory), ABANDONED)
}

function applyEvent(rules: ClockedRules, reduced: ReducedGeneric, event: CommonEvent, at: number): ReducedGeneric {
  switch (event.type) {
    case 'break_start': {
      const { clock } = reduced.state
      const stopped = onState(reduced, (state) => withClock(state, clock && stopClock(clock, at)))
      return { ...stopped, memory: { ...stopped.memory, breakKind: event.kind } }
    }
    case 'break_end':
      return withoutBreak(reduced)
    case 'period_start':
    case 'match_end':
      return applyClocked(rules, withoutBreak(reduced), event, at)
    case 'match_start':
    case 'status_set':
    case 'interruption_end':
      // The first period is not begun yet: the feed may give it a name.
      return reduced.state.period ? applyClocked(rules, reduced, event, at) : applyCommon(reduced, event, at)
    case 'score_set': {
      const { detail } = event as Extract<GenericEvent, { type: 'score_set' }>
      // Periods won say nothing about the points within them.
      const set = formatOf(reduced).counts === 'periods' ? reduced : applyClocked(rules, reduced, event, at)
      return detail === undefined ? set : withGiven(set, detail)
    }
    default:
      return applyClocked(rules, reduced, event, at)
  }
}

/** Whether the event may give a period a name of its own. */
function isNewName(
  event: CommonEvent | GenericEvent,
): event is Extract<CommonEvent, { type: 'period_start' | 'period_end' }> & { period: string } {
  return (event.type === 'period_start' || event.type === 'period_end') && typeof event.period === 'string'
}

/** A break that the feed has announced ends with the event that says so. */
function endsOwnBreak({ type }: GenericEvent, { breakKind }: GenericMemory): boolean {
  return type === 'break_end' && breakKind !== undefined
}

/** A period with a name that was not heard before is the next one. */
function withName(reduced: ReducedGeneric, event: CommonEvent): ReducedGeneric {
  if (!isNewName(event)) return reduced
  const { names } = reduced.memory
  if (numberOfPeriod(genericRules(formatOf(reduced), reduced.memory), event.period) !== undefined) return reduced
  const next = Math.max(names.length, reduced.state.period?.n ?? 0)
  // A feed that makes up a name for each period has no more of them than any sport has periods.
  if (next >= MAX_PERIODS) return reduced
  const filled = Array.from({ length: next }, (_, index) => names[index] ?? '')
  return { ...reduced, memory: { ...reduced.memory, names: [...filled, event.period] } }
}

/** A break of any name is a phase of its own; play without periods is just that. */
function withOwnPhase(reduced: ReducedGeneric): ReducedGeneric {
  return onState(reduced, (state) => {
    const phase = isOver(state.status) ? state.phase : (reduced.memory.breakKind ?? phaseWithoutPeriod(state))
    return phase === state.phase ? state : { ...state, phase }
  })
}

function phaseWithoutPeriod({ period, status, phase }: MatchState): string {
  if (period !== undefined) return phase
  return status === 'live' || status === 'interrupted' || status === 'suspended' ? 'playing' : 'pre_match'
}

function withoutBreak(reduced: ReducedGeneric): ReducedGeneric {
  const { breakKind: _, ...memory } = reduced.memory
  return { ...reduced, memory }
}

/** The detail is what the feed gave, and what its events add to it. */
function withGiven(reduced: ReducedGeneric, given: Readonly<Record<string, unknown>>): ReducedGeneric {
  return withDetail({ ...reduced, memory: { ...reduced.memory, given } })
}

function withCounts(reduced: ReducedGeneric, counts: GenericCounts): ReducedGeneric {
  return withDetail({ ...reduced, memory: { ...reduced.memory, counts } })
}

function withDetail(reduced: ReducedGeneric): ReducedGeneric {
  const { given = {}, counts = {} } = reduced.memory
  return onState(reduced, (state) => ({ ...state, detail: { ...given, ...counts } as GenericDetail }))
}

/** Remembers what a feed says of a period that its name does not. */
function withOvertime(reduced: ReducedGeneric, event: GenericEvent): ReducedGeneric {
  if (event.type !== 'period_start' || (event.isOvertime !== true && event.minutes === undefined)) return reduced
  const n = numberOfPeriod(genericRules(formatOf(reduced), reduced.memory), event.period)
  if (n === undefined) return reduced
  const { overtimes = [], minutes = {} } = reduced.memory
  const isNew = event.isOvertime === true && !overtimes.includes(n)
  return {
    ...reduced,
    memory: {
      ...reduced.memory,
      ...(isNew && { overtimes: [...overtimes, n] }),
      ...(event.minutes !== undefined && { minutes: { ...minutes, [n]: event.minutes } }),
    },
  }
}

function formatOf(reduced: ReducedGeneric): GenericFormat {
  return reduced.state.format as GenericFormat
}

/** Only numbered periods tell an order. A name that the feed made up does not: such events stay where they arrived. */
function readPlace(event: MatchEvent, last: Place, format: object): Place | undefined {
  return readClockedPlace(genericRules(format as GenericFormat, { names: [] }), event, last)
}
