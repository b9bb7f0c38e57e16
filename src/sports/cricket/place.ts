import type { MatchEvent } from '../../match/event.ts'
import { BEFORE_PLAY, type Place } from '../../match/order.ts'
import { namedInnings, placeIn } from '../engines/innings/innings.ts'

/** Steps of an over's places; no over has as many deliveries. */
const OVER_STEPS = 1000

/** Their `n` is the number of something else: of the powerplay, of the super over. */
const OTHER_NUMBERS: ReadonlySet<string> = new Set(['powerplay', 'super_over_start'])

/**
 * The place of an event in play, by innings, over and ball. The beginning and end of an innings are its bounds. An
 * event that names its over but not its ball has no place of its own while that over is being bowled.
 */
export function readCricketPlace(event: MatchEvent, last: Place): Place | undefined {
  if (event.type === 'match_start' || event.type === 'toss') return BEFORE_PLAY
  const named = namedInnings(OTHER_NUMBERS.has(event.type) ? { ...event, n: undefined } : event)
  const innings = named ?? (last.period > 0 ? last.period : undefined)
  switch (event.type) {
    case 'innings_start':
    case 'period_start':
      return named === undefined ? undefined : placeIn(named, 'start')
    case 'innings_end':
    case 'period_end':
    case 'declaration':
      return innings === undefined ? undefined : placeIn(innings, 'end')
    default:
      if (typeof event['over'] === 'number') return placeInOver(innings ?? 1, event, last)
      if (named === undefined || named === last.period) return undefined
      return placeIn(named, named > last.period ? 'start' : 'end')
  }
}

function placeInOver(innings: number, event: MatchEvent, last: Place): Place | undefined {
  const begin = Number(event['over']) * OVER_STEPS
  const end = begin + OVER_STEPS - 1
  if (event.type === 'over_end') return placeIn(innings, end)
  if (typeof event['ballInOver'] === 'number') return placeIn(innings, begin + event['ballInOver'])
  if (last.period === innings && last.clockMs >= begin && last.clockMs < end) return undefined
  return placeIn(innings, last.period === innings && last.clockMs > end ? end : begin)
}
