import { parseClock } from '../../../match/clock.ts'
import type { MatchEvent } from '../../../match/event.ts'
import { BEFORE_PLAY, PERIOD_END_MS, PERIOD_START_MS, type Place } from '../../../match/order.ts'
import { type ClockedRules, numberOfPeriod, periodOfClock } from './rules.ts'

/**
 * The place of an event in play, by its period and clock. The beginning and end of a period are its bounds whatever
 * the clock says. A period alone places an event only if play is not in it. A `clock` event counts when it arrives: one
 * that moves the clock back would else go before the very events it corrects.
 */
export function readClockedPlace(rules: ClockedRules, event: MatchEvent, last: Place): Place | undefined {
  if (event.type === 'match_start') return BEFORE_PLAY
  if (event.type === 'clock') return undefined
  const period = periodOfEvent(rules, event, last.period)
  if (period === undefined) return undefined
  if (event.type === 'period_start') return { period, clockMs: PERIOD_START_MS }
  if (event.type === 'period_end') return { period, clockMs: PERIOD_END_MS }
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  // Subtracted from 0, because JSON has no −0.
  if (reading) return { period, clockMs: countsDown(rules, period) ? 0 - reading.ms : reading.ms }
  if (period === last.period) return undefined
  return { period, clockMs: period > last.period ? PERIOD_START_MS : PERIOD_END_MS }
}

/** The period an event says it belongs to, by name or by clock; undefined if it says neither. */
export function periodOfEvent(
  rules: ClockedRules,
  event: Pick<MatchEvent, 'period' | 'clock'>,
  current: number,
): number | undefined {
  if (event.period !== undefined) return numberOfPeriod(rules, event.period)
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  return reading && periodOfClock(rules, reading, current)
}

function countsDown(rules: ClockedRules, n: number): boolean {
  const plan = rules.plan(n)
  return plan !== undefined && plan.startMs > plan.endMs
}
