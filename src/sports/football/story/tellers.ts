import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState, Score } from '../../../match/state.ts'
import { scoreAndShootout, scoreText } from '../../common/text/score-text.ts'
import { count, inWords } from '../../common/text/words.ts'
import type { StoryEntry, StoryItem } from '../../contract/presentation.ts'
import type { FootballDetail } from '../detail.ts'

/** What a line of the story is made of. */
export interface Moment {
  readonly entry: StoryEntry
  readonly event: MatchEvent
  /** After the event, as it stands today. */
  readonly score: Score
  /** Of the kicks, after the event; undefined before there are any. */
  readonly shootout: Score | undefined
  /** False for what was taken back or awaits confirmation. */
  readonly counts: boolean
  readonly entries: readonly StoryEntry[]
  readonly state: MatchState
}

const GOAL_KINDS: Readonly<Record<string, string>> = {
  penalty: 'Penalty',
  own_goal: 'Own goal',
  free_kick: 'Free kick',
  header: 'Header',
}
const MISSES: Readonly<Record<string, string>> = {
  saved: 'Penalty saved',
  post: 'Penalty against the post',
  off: 'Penalty off target',
}
const DECISIONS: Readonly<Record<string, string>> = {
  goal: 'Goal stands',
  no_goal: 'No goal',
  penalty: 'Penalty given',
  no_penalty: 'No penalty',
  red_card: 'Red card given',
  no_red_card: 'No red card',
}
const PERIOD_NAMES: Readonly<Record<string, string>> = {
  '1': 'First half',
  '2': 'Second half',
  '3': 'Extra time, first half',
  '4': 'Extra time, second half',
  ET1: 'Extra time, first half',
  ET2: 'Extra time, second half',
}

/** Football's own events in words, and those of every sport that football calls otherwise. */
export const TELLERS: Readonly<Record<string, (moment: Moment) => StoryItem>> = {
  goal: tellGoal,
  card: tellCard,
  sin_bin: ({ event }) => ({
    tone: 'card',
    icon: 'clock',
    title: event.player ?? 'Time penalty',
    detail:
      event['minutes'] === undefined ? 'time penalty' : `time penalty, ${count(Number(event['minutes']), 'minute')}`,
  }),
  sin_bin_end: ({ event }) => ({
    tone: 'plain',
    title: event.player ?? 'Player back',
    detail: 'back from the time penalty',
  }),
  penalty_awarded: ({ event, state }) => {
    const to = event.team && state[event.team].name
    return { tone: 'plain', icon: 'whistle', title: to ? `Penalty to ${to}` : 'Penalty awarded', ...forPlayer(event) }
  },
  penalty_missed: ({ event }) => {
    const how = MISSES[String(event['outcome'])] ?? 'Penalty missed'
    return { tone: 'plain', icon: 'miss', title: event.player ?? how, ...(event.player && { detail: how }) }
  },
  var_start: ({ event }) => ({
    tone: 'review',
    icon: 'var',
    title: 'VAR check',
    detail: inWords(word(event, 'subject')),
  }),
  var_end: ({ event }) => {
    const decision = word(event, 'decision')
    return { tone: 'review', icon: 'var', title: `VAR: ${(DECISIONS[decision] ?? inWords(decision)).toLowerCase()}` }
  },
  injury_time: ({ event }) => {
    return { tone: 'plain', icon: 'clock', title: `${count(Number(event['minutes'] ?? 0), 'minute')} added` }
  },
  lineup: ({ event, state }) => ({
    tone: 'plain',
    title: `Line-up${event.team ? ` of ${state[event.team].name}` : ''}`,
    ...(typeof event['formation'] === 'string' && { detail: event['formation'] }),
  }),
  injury: ({ event }) => ({
    tone: 'plain',
    title: event.player ?? 'Injury',
    ...(event.player && { detail: 'Injured' }),
  }),
  water_break_start: () => ({ tone: 'phase', title: 'Drinks break' }),
  water_break_end: () => ({ tone: 'phase', title: 'Play goes on' }),
  shootout_start: ({ event, state }) => {
    const first = event['first']
    const opens = first === 'home' || first === 'away' ? `${state[first].name} kick first` : undefined
    return { tone: 'phase', title: 'Penalty shoot-out', ...(opens && { detail: opens }) }
  },
  match_start: () => ({ tone: 'phase', title: 'Kick-off' }),
  period_start: ({ event }) => {
    const isFirst = event.period === 1 || event.period === 'first_half'
    return { tone: 'phase', title: isFirst ? 'Kick-off' : `${periodName(event)} begins` }
  },
  period_end: (moment) => {
    const { event } = moment
    const isFirst = event.period === 1 || event.period === 'first_half'
    const title = isFirst ? 'Half-time' : `End of ${periodName(event).toLowerCase()}`
    return { tone: 'phase', title, score: scoreText(scoreAtEnd(moment)) }
  },
  match_end: ({ score, shootout }) => ({
    tone: 'phase',
    title: 'Full time',
    score: scoreAndShootout(score, shootout),
  }),
}

function tellGoal({ event, score, counts }: Moment): StoryItem {
  const { assist } = event
  const kind = event['ownGoal'] === true ? 'Own goal' : GOAL_KINDS[word(event, 'kind')]
  const details = [kind, typeof assist === 'string' ? `Assist: ${assist}` : undefined].filter(Boolean)
  return {
    tone: 'goal',
    icon: 'ball',
    title: event.player ?? 'Goal',
    ...(details.length > 0 && { detail: details.join(' · ') }),
    ...(counts && { score: scoreText(score) }),
  }
}

function tellCard({ event }: Moment): StoryItem {
  const colour = word(event, 'card')
  const title = event.player ?? (event['toStaff'] ? 'Staff' : 'Card')
  const reason = word(event, 'reason')
  const details = [`${inWords(colour)} card`, reason && inWords(reason)].filter(Boolean)
  return { tone: 'card', icon: colour.replace('_', '-'), title, detail: details.join(' · ') }
}

/** What the state says of that part, which knows of late goals; else the score when the whistle went. */
function scoreAtEnd({ event, score, state }: Moment): Score {
  const { halfTime, fullTime, extraTime }: Partial<FootballDetail> = state.detail
  const known: Readonly<Record<string, Score | undefined>> = {
    '1': halfTime,
    first_half: halfTime,
    '2': halfTime && fullTime,
    second_half: fullTime,
    '4': extraTime,
    extra_time_second_half: extraTime,
  }
  return known[String(event.period)] ?? score
}

function periodName({ period }: MatchEvent): string {
  return PERIOD_NAMES[String(period)] ?? inWords(String(period ?? 'Period'))
}

function forPlayer({ player }: MatchEvent): { readonly detail?: string } {
  return player === undefined ? {} : { detail: player }
}

function word(event: MatchEvent, field: string): string {
  const value = event[field]
  return typeof value === 'string' ? value : ''
}
