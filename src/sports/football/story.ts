import { minuteOfReading, parseClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { MatchState } from '../../match/state.ts'
import { scoreText } from '../common/score-text.ts'
import { tellPlain } from '../common/story.ts'
import { inWords } from '../common/words.ts'
import type { SportStory, StoryEntry, StoryItem, Told } from '../contract/view.ts'
import type { FootballDetail } from './detail.ts'

const PERIOD_NAMES: Readonly<Record<string, string>> = {
  '1': 'First half',
  '2': 'Second half',
  '3': 'Extra time, first half',
  '4': 'Extra time, second half',
}
/** Of interest to statisticians; here they would bury the goals. */
const UNTOLD = new Set(['offside', 'corner', 'shot', 'foul', 'free_kick', 'goal_kick', 'throw_in', 'save', 'clock'])

export const footballStory: SportStory = { layout: 'sides', tell: tellMatch }

/** Goals have the score they made. It is counted again each time, so that a goal taken back leaves no trace in it. */
function tellMatch<Entry extends StoryEntry>(entries: readonly Entry[], state: MatchState): Told<Entry>[] {
  const score = { home: 0, away: 0 }
  const told: Told<Entry>[] = []
  for (const entry of entries) {
    const { event, isDeleted } = entry
    if (UNTOLD.has(event.type)) continue
    const counts = event.type === 'goal' && !isDeleted && (event.status ?? 'confirmed') === 'confirmed'
    if (counts && event.team) score[event.team] += 1
    const when = minuteOf(event, state)
    const item = tell(event, scoreText(score), counts)
    told.push({
      entry,
      item: { ...item, ...(when !== undefined && { when }), ...(event.team && { side: event.team }) },
    })
  }
  return told
}

function tell(event: MatchEvent, score: string, counts: boolean): StoryItem {
  const player = event.player
  switch (event.type) {
    case 'goal': {
      const assist = typeof event['assist'] === 'string' ? `Assist: ${event['assist']}` : undefined
      const kind = { penalty: 'Penalty', own_goal: 'Own goal', free_kick: 'Free kick', header: 'Header' }[
        String(event['kind'])
      ]
      const detail = [kind, assist].filter(Boolean).join(' · ')
      return {
        tone: 'goal',
        icon: 'ball',
        title: player ?? 'Goal',
        ...(detail && { detail }),
        ...(counts && { score }),
      }
    }
    case 'card': {
      const colour = String(event['card'])
      const title = player ?? (event['toStaff'] ? 'Staff' : 'Card')
      return { tone: 'card', icon: colour.replace('_', '-'), title, detail: `${inWords(colour)} card` }
    }
    case 'substitution': {
      const on = String(event['on'] ?? player ?? 'Substitution')
      return {
        tone: 'plain',
        icon: 'swap',
        title: on,
        ...(event['off'] !== undefined && { detail: `for ${String(event['off'])}` }),
      }
    }
    case 'penalty_missed':
      return {
        tone: 'plain',
        icon: 'miss',
        title: player ?? 'Penalty',
        detail: `Penalty ${String(event['outcome'] ?? 'missed')}`,
      }
    case 'penalty_awarded':
      return { tone: 'plain', icon: 'whistle', title: 'Penalty awarded' }
    case 'var_start':
      return { tone: 'review', icon: 'var', title: 'VAR check', detail: inWords(String(event['subject'])) }
    case 'var_end':
      return { tone: 'review', icon: 'var', title: 'VAR decision', detail: inWords(String(event['decision'])) }
    case 'injury_time':
      return { tone: 'plain', icon: 'clock', title: `${String(event['minutes'])} minutes added` }
    case 'shootout_start':
      return { tone: 'phase', title: 'Penalty shoot-out' }
    case 'shootout_kick':
      return {
        tone: 'plain',
        icon: event['scored'] ? 'ball' : 'miss',
        title: player ?? 'Penalty',
        detail: event['scored'] ? 'Scored' : 'Missed',
      }
    case 'match_start':
      return { tone: 'phase', title: 'Kick-off' }
    case 'period_start':
      return { tone: 'phase', title: event.period === 1 ? 'Kick-off' : `${periodName(event)} begins` }
    case 'period_end':
      return {
        tone: 'phase',
        title:
          event.period === 1 || event.period === 'first_half'
            ? 'Half-time'
            : `End of ${periodName(event).toLowerCase()}`,
        score,
      }
    case 'match_end':
      return { tone: 'phase', title: 'Full time', score }
    case 'match_final':
      return { tone: 'phase', title: 'Result confirmed', score }
    default:
      return tellPlain(event, score)
  }
}

function periodName({ period }: MatchEvent): string {
  return PERIOD_NAMES[String(period)] ?? inWords(String(period ?? 'Period'))
}

/** The minute in the state, if it has one; else the minute that the event's own clock shows. */
function minuteOf(event: MatchEvent, state: MatchState): string | undefined {
  const { scorers = [], bookings = [] }: Partial<FootballDetail> = state.detail
  const shown = [...scorers, ...bookings].find(({ id }) => id === event.id)?.minute
  if (shown !== undefined) return shown
  const reading = event.clock === undefined ? undefined : parseClock(event.clock)
  return reading && minuteOfReading(reading)
}
