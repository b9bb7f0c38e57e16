import { minuteOfReading, parseClock } from '../../../match/clock.ts'
import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState, Score } from '../../../match/state.ts'
import { isConfirmed, scoresAfter, shootoutsAfter } from '../../common/running-score.ts'
import { scoreAndShootout } from '../../common/text/score-text.ts'
import { tellUnknown } from '../../common/text/story.ts'
import { inGoals, tellCommon } from '../../common/text/tell-common.ts'
import type { SportStory, StoryEntry, StoryItem, Told } from '../../contract/presentation.ts'
import type { FootballDetail } from '../detail.ts'
import { allBookings } from '../players/bookings.ts'
import { tellKick } from './tell-kick.ts'
import { type Moment, TELLERS } from './tellers.ts'

/** Of interest to statisticians; here they would bury the goals. */
const UNTOLD: ReadonlySet<string> = new Set([
  'offside',
  'corner',
  'shot',
  'foul',
  'free_kick',
  'goal_kick',
  'throw_in',
  'save',
  'statistics',
  'clock',
])

export const footballStory: SportStory = { layout: 'sides', untold: UNTOLD, tell: tellMatch }

/** Whatever changed the score has the score that it made. */
function tellMatch<Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): Told<Entry>[] {
  const scores = scoresAfter(entries, ({ type }) => (type === 'goal' ? 1 : 0))
  const shootouts = shootoutsAfter(entries, 'shootout_kick')
  const told: Told<Entry>[] = []
  for (const [index, entry] of entries.entries()) {
    if (UNTOLD.has(entry.event.type) || isSaidTwice(entry, entries)) continue
    const { event, isDeleted } = entry
    const [score, shootout] = [scores[index] as Score, shootouts[index]]
    const counts = !isDeleted && isConfirmed(event)
    const when = minuteOf(event, state)
    const { when: _, ...item } = tell({ entry, event, score, shootout, counts, entries, state })
    told.push({
      entry,
      item: { ...item, ...(when !== undefined && { when }), ...(event.team && { side: event.team }) },
    })
  }
  return told
}

function tell(moment: Moment): StoryItem {
  const { event, entries } = moment
  if (event.type === 'shootout_kick') return tellKick(moment)
  // The score stands beside "Full time".
  if (event.type === 'match_final' && entries.some(isFullTime)) return RESULT_CONFIRMED
  const teller = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined
  return (
    teller?.(moment) ??
    tellCommon(moment.entry, scoreAndShootout(moment.score, moment.shootout), inGoals) ??
    tellUnknown(event)
  )
}

const RESULT_CONFIRMED: StoryItem = { tone: 'phase', title: 'Result confirmed' }

function isFullTime({ event, isDeleted }: StoryEntry): boolean {
  return event.type === 'match_end' && !isDeleted
}

/**
 * The kick-off is told by the first half, half-time by its end, and the end of the last period by full time: feeds that send both have not
 * kicked off twice.
 */
function isSaidTwice(entry: StoryEntry, entries: readonly StoryEntry[]): boolean {
  const { event } = entry
  if (event.type === 'period_end' && !entry.isDeleted) {
    const later = entries.slice(entries.indexOf(entry) + 1).filter(({ isDeleted }) => !isDeleted)
    const next = later.find(({ event: { type } }) => !UNTOLD.has(type))
    if (next !== undefined && isFullTime(next)) return true
  }
  const has = (type: string) =>
    entries.some(({ event: other, isDeleted }) => {
      return !isDeleted && other.type === type && (other.period === 1 || other.period === 'first_half')
    })
  if (event.type === 'match_start') return has('period_start')
  return event.type === 'break_start' && event['kind'] === 'half_time' && has('period_end')
}

/** The minute in the state, if it has one; else the minute that the event's own clock shows. */
export function minuteOf(event: MatchEvent, state: MatchState): string | undefined {
  const { scorers = [], missedPenalties = [] }: Partial<FootballDetail> = state.detail
  const listed = [...scorers, ...allBookings(state.detail), ...missedPenalties]
  const shown = listed.find(({ id }) => id === event.id)?.minute
  if (shown !== undefined) return shown
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  return reading && minuteOfReading(reading)
}
