import type { MatchEvent } from '../../../match/event.ts'
import type { Fixture } from '../../../match/state.ts'
import type { Warning } from './warning.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** How far a feed's clock may be ahead. */
const AHEAD_MS = 5 * MINUTE_MS
/** An event of a match happens from this long before its start … */
const BEFORE_START_MS = DAY_MS
/** … to this long after it: a Test takes five days, and one that was suspended goes on the day after. */
const AFTER_START_MS = 7 * DAY_MS
/** Without a start, the event is expected around the time at which it arrives. */
const AROUND_MS = DAY_MS
/** No fixture is made for so far ahead. */
const FURTHEST_START_MS = 5 * 365 * DAY_MS
/** Seconds since 1970, read as milliseconds, are times of this first year. */
const FIRST_YEAR_MS = 365 * DAY_MS

type TimeWarning = Warning<'implausible-time'>

/** Whether an event can have happened when it says. It counts by that time all the same: the match clock follows from it. */
export function surprisingTime(
  { occurredAt }: MatchEvent,
  { startsAt, acceptedAt }: { readonly startsAt: number | undefined; readonly acceptedAt: number },
): TimeWarning[] {
  if (occurredAt === undefined) return []
  const told = (what: string) => implausible(`occurredAt ${new Date(occurredAt).toISOString()} is ${what}`)
  if (occurredAt > acceptedAt + AHEAD_MS) return [told('in the future')]
  if (startsAt === undefined) return occurredAt < acceptedAt - AROUND_MS ? [told('more than a day ago')] : []
  const start = new Date(startsAt).toISOString()
  if (occurredAt < startsAt - BEFORE_START_MS) return [told(`long before the match starts, ${start}`)]
  return occurredAt > startsAt + AFTER_START_MS ? [told(`long after the match started, ${start}`)] : []
}

/** Whether a fixture can start when it says: seconds that were taken for milliseconds are in 1970, microseconds far ahead. */
export function surprisingStart({ startsAt }: Fixture, at: number): TimeWarning[] {
  if (startsAt === undefined) return []
  const told = `startsAt ${new Date(startsAt).toISOString()}`
  if (startsAt < FIRST_YEAR_MS)
    return [implausible(`${told} looks like seconds; it is milliseconds since 1970, or ISO 8601`)]
  return startsAt > at + FURTHEST_START_MS ? [implausible(`${told} is more than five years ahead`)] : []
}

function implausible(detail: string): TimeWarning {
  return { code: 'implausible-time', detail }
}
