import type { MatchState } from '../../../match/state.ts'
import { scoreText } from '../../common/score-text.ts'
import { otherSide } from '../../common/sides.ts'
import { inWords } from '../../common/words.ts'
import type { SportStory, StoryEntry, StoryItem } from '../../contract/view.ts'
import { partOf, tellSets } from '../sets/story.ts'
import type { RallyDetail } from './detail.ts'

/** Rally by rally with the running score; sets as headings where they were won. */
export const rallyStory: SportStory = {
  layout: 'lines',
  untold: new Set(['clock']),
  tell: (entries) => entries.flatMap((entry) => (entry.event.type === 'clock' ? [] : [{ entry, item: itemOf(entry) }])),
}

function itemOf(entry: StoryEntry): StoryItem {
  const part = partOf(entry)
  return { ...tell(entry), ...(part && { parts: [part] }) }
}

function tell(entry: StoryEntry): StoryItem {
  const { event, before, after } = entry
  const { sets: setsBefore = [] } = detailOf(before)
  const { sets = [], points, goldenSet } = detailOf(after)
  const how = typeof event['kind'] === 'string' ? { detail: inWords(event['kind']) } : {}
  const last = sets.at(-1)
  if (sets.length > setsBefore.length && last) {
    const winner = last.home > last.away ? 'home' : 'away'
    const title = `Set ${sets.length}: ${after[winner].name} ${last[winner]}–${last[otherSide(winner)]}`
    return { tone: 'phase', title, score: scoreText(after.score), ...how }
  }
  const running = goldenSet ?? points
  const score = running && { score: scoreText(running) }
  const name = event.team ? after[event.team].name : ''
  if (event.type === 'point') return { tone: 'plain', title: `Point ${name}`, ...score, ...how }
  if (event.type === 'point_penalty') return { tone: 'plain', title: `Penalty point ${name}`, ...score }
  if (event.type === 'card') {
    const { card } = event
    const title = `${typeof card === 'string' ? inWords(card === 'yellow_red' ? 'yellow and red' : card) : ''} card: ${name}`
    return { tone: 'card', title, ...(event.player && { detail: event.player }), ...score }
  }
  return tellSets(entry)
}

function detailOf(state: MatchState): Partial<RallyDetail> {
  return state.detail
}
