import { otherSide } from '../../match/sides.ts'
import type { MatchState } from '../../match/state.ts'
import { scoreText } from '../common/text/score-text.ts'
import { inWords } from '../common/text/words.ts'
import type { StoryEntry, StoryItem } from '../contract/presentation.ts'
import { storyOfSets, tellSets } from '../engines/sets/story.ts'
import type { SnookerDetail } from './detail.ts'

/** Stroke by stroke, with the break and the points of the frame; frames as headings where they were won. */
export const snookerStory = storyOfSets(tell)

function tell(entry: StoryEntry): StoryItem {
  const { event, before, after } = entry
  const { sets = [] } = detailOf(after)
  if (sets.length > (detailOf(before).sets ?? []).length) return tellFrame(entry, sets.length - 1)
  if (event.type === 'service') return tellTurn(after, event['server'] === 'away' ? 'away' : 'home')
  return tellStroke(entry) ?? tellSets(entry)
}

function tellFrame({ event, after }: StoryEntry, index: number): StoryItem {
  const { home = 0, away = 0 } = detailOf(after).sets?.[index] ?? {}
  const label = `Frame ${index + 1}`
  const winner = home > away ? 'home' : 'away'
  const title = `${label}: ${after[winner].name} ${Math.max(home, away)}–${Math.min(home, away)}`
  const how = event.type === 'frame_conceded' ? { detail: 'Conceded' } : {}
  return { tone: 'phase', title, score: scoreText(after.score), ...how }
}

function tellStroke({ event, after }: StoryEntry): StoryItem | undefined {
  const { team } = event
  if (team === undefined) return undefined
  const { points, break: made } = detailOf(after)
  const { name } = after[team]
  const score = points && { score: scoreText(points) }
  if (event.type === 'pot') {
    const ball = inWords(String(event['ball'])).toLowerCase()
    const detail = made && { detail: `Break ${made.points}` }
    return { tone: 'plain', title: `${name}: ${ball}`, side: team, ...detail, ...score }
  }
  if (event.type === 'foul') {
    const why = typeof event['reason'] === 'string' ? { detail: inWords(event['reason']) } : {}
    return { tone: 'card', title: `Foul by ${name}, ${Number(event['points'] ?? 4)}`, side: team, ...why, ...score }
  }
  if (event.type === 'visit_end') return tellTurn(after, otherSide(team))
  if (event.type === 'frame_conceded') return { tone: 'plain', title: `${name} concedes`, side: team }
  return event.type === 'frame_won' ? { tone: 'plain', title: `Frame to ${name}`, side: team } : undefined
}

function tellTurn(after: MatchState, side: 'home' | 'away'): StoryItem {
  return { tone: 'plain', title: `${after[side].name} to the table`, side }
}

function detailOf(state: MatchState): Partial<SnookerDetail> {
  return state.detail
}
