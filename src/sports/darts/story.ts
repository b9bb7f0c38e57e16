import type { MatchState, Score } from '../../match/state.ts'
import { scoreText } from '../common/text/score-text.ts'
import type { StoryEntry, StoryItem } from '../contract/presentation.ts'
import { storyOfSets, tellSets } from '../engines/sets/story.ts'
import type { DartsDetail } from './detail.ts'

/** Visit by visit with what is left; legs and sets as headings where they were won. */
export const dartsStory = storyOfSets(tell)

function tell(entry: StoryEntry): StoryItem {
  const { event, after } = entry
  const { team } = event
  if (team === undefined || (event.type !== 'visit' && event.type !== 'leg_won')) {
    return event.type === 'service' ? tellThrow(entry) : tellSets(entry)
  }
  const { name } = after[team]
  const score = Number(event['points'] ?? 0)
  if (isLegWon(entry)) {
    const how = event.type === 'visit' ? { detail: `${score} checkout` } : {}
    return { tone: 'goal', title: `Leg to ${name}`, side: team, score: legsText(after), ...how }
  }
  const { lastVisit, remaining } = detailOf(after)
  if (event.type === 'leg_won' || remaining === undefined)
    return { tone: 'plain', title: `${name} ${score || ''}`.trim() }
  if (lastVisit?.bust) return { tone: 'plain', title: `${name} bust`, detail: `${remaining[team]} left`, side: team }
  return {
    tone: score === 180 ? 'goal' : 'plain',
    title: `${name} ${score}`,
    detail: `${remaining[team]} left`,
    side: team,
  }
}

function tellThrow({ event, after }: StoryEntry): StoryItem {
  const side = event['server'] === 'away' ? 'away' : 'home'
  return { tone: 'plain', title: `${after[side].name} to throw`, side }
}

function isLegWon({ before, after }: StoryEntry): boolean {
  return sum(before) !== sum(after) || before.score.home + before.score.away !== after.score.home + after.score.away
}

function sum(state: MatchState): number {
  const { home, away }: Score = detailOf(state).legs ?? { home: 0, away: 0 }
  return home + away
}

/** `2–1`, in a match of sets `1–0, 2–1` */
function legsText(state: MatchState): string {
  const { legs, sets = [] } = detailOf(state)
  const isOfSets = state.periods[0]?.label !== 'Legs'
  if (!isOfSets || legs === undefined || legs.home + legs.away === 0 || sets.length === 0) {
    return isOfSets && sets.length === 0 && legs ? scoreText(legs) : scoreText(state.score)
  }
  return `${scoreText(state.score)}, ${scoreText(legs)}`
}

function detailOf(state: MatchState): Partial<DartsDetail> {
  return state.detail
}
