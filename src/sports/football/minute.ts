import { clockMsAt, minuteLabel, parseClock } from '../../match/clock.ts'
import { periodOfEvent } from '../engines/clocked/place.ts'
import { isInPlay } from '../engines/clocked/play.ts'
import type { FootballEvent } from './events.ts'
import { type ReducedFootball, rulesOf } from './reduced.ts'

export function clockNow({ state }: ReducedFootball, at: number): number {
  return state.clock ? clockMsAt(state.clock, at) : 0
}

/** The minute of an event: what it says, else what the match clock shows. */
export function minuteOf(reduced: ReducedFootball, event: FootballEvent, at: number): string | undefined {
  const rules = rulesOf(reduced)
  const { period, clock } = reduced.state
  const n = periodOfEvent(rules, event, period?.n ?? 0) ?? period?.n
  const plan = n === undefined ? undefined : rules.plan(n)
  if (plan === undefined) return undefined
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  if (reading) return minuteLabel(reading.ms, plan.endMs)
  const isTicking = clock !== undefined && (clock.running || clock.baseMs > plan.startMs)
  return isTicking && plan.n === period?.n && isInPlay(reduced)
    ? minuteLabel(clockMsAt(clock, at), plan.endMs)
    : undefined
}
